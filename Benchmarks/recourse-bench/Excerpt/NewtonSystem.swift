/// A positive definite system, solved by Cholesky's decomposition.
struct NewtonSystem {
    let dimension: Int
    var gradient: [Double]
    /// Row by row.
    var hessian: [Double]

    init(dimension: Int) {
        self.dimension = dimension
        gradient = Array(repeating: 0, count: dimension)
        hessian = Array(repeating: 0, count: dimension * dimension)
    }

    func solution() -> [Double] {
        var lower = hessian
        for column in 0..<dimension {
            for row in column..<dimension {
                var sum = lower[row * dimension + column]
                for index in 0..<column {
                    sum -= lower[row * dimension + index] * lower[column * dimension + index]
                }
                lower[row * dimension + column] =
                    row == column
                    ? max(sum, 1e-12).squareRoot() : sum / lower[column * dimension + column]
            }
        }
        var result = gradient
        for row in 0..<dimension {
            for index in 0..<row { result[row] -= lower[row * dimension + index] * result[index] }
            result[row] /= lower[row * dimension + row]
        }
        for row in stride(from: dimension - 1, through: 0, by: -1) {
            for index in stride(from: row + 1, to: dimension, by: 1) {
                result[row] -= lower[index * dimension + row] * result[index]
            }
            result[row] /= lower[row * dimension + row]
        }
        return result
    }
}
