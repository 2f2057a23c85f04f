/// How a task is to be done: steps, what decides between them, how to tell that it is done, and what
/// to try where it is not. Written by a model: data, judged by `PlanReview` before any of it runs.
public struct TaskPlan: Hashable, Sendable, Codable {
    public enum Complexity: String, Hashable, Sendable, Codable, CaseIterable {
        case simple, moderate, complex
        case veryComplex = "very-complex"
    }

    public var complexity: Complexity
    public var estimatedSteps: Int
    public var tools: [String]
    public var dependencies: [String]
    public var risks: [String]
    /// 0 to 1.
    public var confidence: Double
    public var reasoning: String
    public var steps: [PlanStep]
    public var decisions: [PlanDecision]
    public var criteria: [PlanCriterion]
    /// Tried in their order.
    public var fallbacks: [PlanFallback]
    public var estimatedSeconds: Double
    /// Seconds since 1970-01-01 UTC.
    public var madeAt: Double

    public init(
        complexity: Complexity, estimatedSteps: Int, tools: [String] = [],
        dependencies: [String] = [], risks: [String] = [], confidence: Double,
        reasoning: String = "", steps: [PlanStep], decisions: [PlanDecision] = [],
        criteria: [PlanCriterion] = [], fallbacks: [PlanFallback] = [],
        estimatedSeconds: Double = 0, madeAt: Double
    ) {
        self.complexity = complexity
        self.estimatedSteps = estimatedSteps
        self.tools = tools
        self.dependencies = dependencies
        self.risks = risks
        self.confidence = confidence
        self.reasoning = reasoning
        self.steps = steps
        self.decisions = decisions
        self.criteria = criteria
        self.fallbacks = fallbacks
        self.estimatedSeconds = estimatedSeconds
        self.madeAt = madeAt
    }

    public subscript(place: PlanPlace) -> PlanStep? {
        let steps = steps(of: place.track)
        return steps.indices.contains(place.index) ? steps[place.index] : nil
    }

    /// Empty for a fallback that is not there.
    public func steps(of track: PlanPlace.Track) -> [PlanStep] {
        switch track {
        case .main: steps
        case .fallback(let number):
            fallbacks.indices.contains(number) ? fallbacks[number].steps : []
        }
    }

    /// What is decided behind a step, where it is a decision point.
    public func decision(after place: PlanPlace) -> PlanDecision? {
        place.track == .main ? decisions.first { $0.step == place.index } : nil
    }

    /// Every step there is, fallbacks' included.
    public var places: [PlanPlace] {
        let tracks = [.main] + fallbacks.indices.map { PlanPlace.Track.fallback($0) }
        return tracks.flatMap { track in
            steps(of: track).indices.map { PlanPlace(track, $0) }
        }
    }
}

/// Where a step stands in its plan.
public struct PlanPlace: Hashable, Sendable, Codable {
    public enum Track: Hashable, Sendable, Codable {
        case main
        /// 0-based.
        case fallback(Int)
    }

    public var track: Track
    /// 0-based.
    public var index: Int

    public init(_ track: Track, _ index: Int) {
        self.track = track
        self.index = index
    }
}

/// Another way, tried where the one before failed.
public struct PlanFallback: Hashable, Sendable, Codable {
    public var description: String
    public var steps: [PlanStep]

    public init(description: String, steps: [PlanStep]) {
        self.description = description
        self.steps = steps
    }
}
