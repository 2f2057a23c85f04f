/// What a program does with its arguments.
struct ProgramRule: Sendable {
    typealias Effect = @Sendable (ParsedArguments, inout EffectClaims) -> Void

    let syntax: OptionSyntax
    /// Called where every option is known. What it cannot tell it bars.
    let effect: Effect

    init(_ syntax: String, _ effect: @escaping Effect) {
        self.syntax = OptionSyntax(syntax)
        self.effect = effect
    }

    /// Reads all operands.
    static func reads(_ syntax: String) -> ProgramRule {
        ProgramRule(syntax) { parsed, claims in claims.read(all: parsed.operands) }
    }

    /// Touches no file, whatever its operands.
    static func none(_ syntax: String) -> ProgramRule {
        ProgramRule(syntax) { parsed, claims in
            // Except the folder in which a shell looks for names.
            claims.read(all: parsed.operands.filter(\.isGlob))
        }
    }

    /// Programs by name. One that is missing is a barrier.
    static let known: [String: ProgramRule] = [
        textPrograms, filePrograms, archivePrograms, compilers,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}
