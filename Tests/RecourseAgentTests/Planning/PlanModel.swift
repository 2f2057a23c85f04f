import RecourseCore
import RecourseText
import Synchronization

@testable import RecourseAgent

/// A model that answers from a script, and remembers what it was asked.
final class PlanModel: ModelClient {
    typealias Script = @Sendable (ModelRequest, Int) async throws -> String

    let identity: String
    let constrainsReplies: Bool
    private let script: Script
    private let state = Mutex(State())

    private struct State {
        var requests: [ModelRequest] = []
        var underWay = 0
        var mostUnderWay = 0
    }

    /// - Parameter script: the request and its number from 0; a `ModelError` it throws is the
    ///   client's.
    init(
        constrains: Bool = true, identity: String = "test/model",
        _ script: @escaping Script = { request, _ in PlanModel.answer(request) }
    ) {
        constrainsReplies = constrains
        self.identity = identity
        self.script = script
    }

    var requests: [ModelRequest] { state.withLock(\.requests) }
    var mostUnderWay: Int { state.withLock(\.mostUnderWay) }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        let number = state.withLock { state in
            state.requests.append(request)
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return state.requests.count - 1
        }
        defer { state.withLock { $0.underWay -= 1 } }
        do {
            let text = try await script(request, number)
            return ModelReply(
                text: text, usage: ModelUsage(input: 1, output: 1), model: "model", seconds: 0)
        } catch let error as ModelError {
            throw error
        } catch {
            throw .cancelled
        }
    }

    /// The ids of the tasks that a request is about, in its order.
    static func tasks(in request: ModelRequest) -> [String] {
        data(of: request, "tasks").compactMap { task in
            guard case .object(let fields) = task,
                case .string(let id)? = fields.first(where: { $0.key == "id" })?.value
            else { return nil }
            return id
        }
    }

    /// What a well-behaved model says.
    static func answer(
        _ request: ModelRequest, plan: (String) -> TaskPlan = { _ in .test() }
    ) -> String { answer(tasks(in: request), schema: request.schema?.name ?? "", plan: plan) }

    static func answer(
        _ tasks: [String], schema: String, plan: (String) -> TaskPlan = { _ in .test() }
    ) -> String {
        JSONText.object([
            ("tasks", JSONText.list(tasks.map { item($0, schema: schema, plan($0)) }))
        ])
    }

    static func item(_ id: String, schema: String, _ plan: TaskPlan) -> String {
        if schema == "adaptation" {
            return JSONText.object([
                ("id", JSONText.string(id)), ("keep", "true"), ("plan", "[]"),
            ])
        }
        let lists = ["steps", "decisions", "criteria", "fallbacks"]
        let wanted: [String: (String) -> Bool] = [
            "plans": { _ in true }, "analysis": { $0 != "criteria" && $0 != "fallbacks" },
            "assurance": { $0 == "criteria" || $0 == "fallbacks" },
            "complexity": { !lists.contains($0) }, "commands": { $0 == "steps" },
            "decisions": { $0 == "decisions" }, "criteria": { $0 == "criteria" },
            "fallbacks": { $0 == "fallbacks" },
        ]
        let fields = plan.replyFields.filter { wanted[schema]?($0.0) ?? false }
        return JSONText.object([("id", JSONText.string(id))] + fields)
    }

    /// A list in the request's data.
    static func data(of request: ModelRequest, _ key: String) -> [JSONValue] {
        guard let text = request.turns.first?.text,
            let value = try? ReplyJSON.object(in: text, with: key),
            case .object(let fields) = value,
            case .array(let items)? = fields.first(where: { $0.key == key })?.value
        else { return [] }
        return items
    }
}

/// Plans kept in a table.
final class MemoryPlans: PlanMemory {
    private let plans = Mutex<[StoredPlan]>([])

    init(_ plans: [StoredPlan] = []) { self.plans.withLock { $0 = plans } }

    var all: [StoredPlan] { plans.withLock { $0 } }

    func plan(for key: String) async throws -> StoredPlan? {
        plans.withLock { $0.last { $0.key == key } }
    }

    func plans(in project: String, limit: Int) async throws -> [StoredPlan] {
        plans.withLock { Array($0.filter { $0.project == project }.suffix(limit).reversed()) }
    }

    func keep(_ plan: StoredPlan) async throws { plans.withLock { $0.append(plan) } }
}

extension TaskPlan {
    static func test(_ steps: [PlanStep] = [PlanStep(.arguments(["make", "all"]))]) -> TaskPlan {
        TaskPlan(
            complexity: .simple, estimatedSteps: 1, tools: ["make"], confidence: 0.5, steps: steps,
            criteria: [.fileExists("out")], estimatedSeconds: 10, madeAt: 1_000)
    }
}

extension TaskItem {
    static func test(_ id: TaskID, _ title: String, run: [String] = []) -> TaskItem {
        TaskItem(
            id: id, title: title, mark: .open, line: 1,
            actions: run.map { .command($0) })
    }

    /// Tasks that no two are alike of.
    static func several(_ count: Int) -> [TaskItem] {
        (1...count).map { .test(TaskID("\($0)"), "Write part\($0).txt for chapter \($0 * 37)") }
    }
}

extension Planner {
    init(
        _ client: (any ModelClient)?, _ memory: (any PlanMemory)? = nil,
        options: PlannerOptions = PlannerOptions(), now: Double = 1_000
    ) {
        self.init(
            client: client, memory: memory, directory: "/project", redactor: .init(),
            options: options, now: { now })
    }
}
