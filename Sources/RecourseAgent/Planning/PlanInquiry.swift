import RecourseCore

/// Asks about some tasks together, and puts the answers together.
struct PlanInquiry: Sendable {
    /// Why there is no answer for a task.
    enum Trouble: Error, Hashable, Sendable {
        case problem(ReplyProblem)
        case model(ModelError)
    }

    typealias Answers = [TaskID: Result<PlanPart, Trouble>]

    let client: any ModelClient
    let options: PlannerOptions

    /// - Parameter questions: of one kind: all with a draft, or none.
    func parts(for questions: [PlanQuestion]) async -> Answers {
        let drafts = Self.drafts(of: questions)
        if !drafts.isEmpty { return await answers(.adaptation(drafts), questions) }
        switch options.asking {
        case .oneByOne: return await oneByOne(questions)
        case .fewest where client.constrainsReplies:
            return await answers(.sections(.all), questions)
        case .fewest:
            async let analysis = answers(.sections(.analysis), questions)
            async let assurance = answers(.sections(.assurance), questions)
            return Self.joined(await analysis, await assurance)
        }
    }

    private func oneByOne(_ questions: [PlanQuestion]) async -> Answers {
        var all: Answers = [:]
        var open = questions
        for sections in PlanSections.each where !open.isEmpty {
            let next = await answers(.sections(sections), open)
            all = all.isEmpty ? next : Self.joined(all, next, keeping: true)
            open = open.compactMap { question in
                guard case .success(let part)? = all[question.task.id] else { return nil }
                var question = question
                question.known = part
                return question
            }
        }
        return all
    }

    /// One request; what of several is missing or malformed in its reply is asked for alone, once. A
    /// reply that was cut off is asked for in halves, of one task with all the room there is.
    private func answers(
        _ form: PlanReader.Form, _ questions: [PlanQuestion], roomy: Bool = false
    ) async -> Answers {
        let ids = questions.map(\.task.id)
        let reader = PlanReader(form: form, tasks: ids)
        var request = PlanPrompt.request(form, about: questions, options: options)
        if roomy { request.maximumTokens = options.replyTokens }
        let read: PlanReader.Answers
        do {
            let result = try await client.answer(to: request) {
                (text) throws(ReplyProblem) in try reader.answers(in: text)
            }
            switch result {
            case .success(let answers): read = answers
            case .failure(let problem): return Self.all(ids, .problem(problem))
            }
        } catch .cutOff where questions.count > 1 {
            let half = (questions.count + 1) / 2
            async let first = answers(form, Array(questions[..<half]))
            async let second = answers(form, Array(questions[half...]))
            return await first.merging(await second) { first, _ in first }
        } catch .cutOff where !roomy && request.maximumTokens < options.replyTokens {
            // Whole files in it, maybe.
            return await answers(form, questions, roomy: true)
        } catch .cutOff {
            return Self.all(ids, .problem(ReplyProblem("the reply is too long")))
        } catch {
            return Self.all(ids, .model(error))
        }
        var answers: Answers = read.parts.mapValues { .success($0) }
        await withTaskGroup(of: (TaskID, Result<PlanPart, Trouble>).self) { group in
            for question in questions {
                guard let problem = read.problems[question.task.id] else { continue }
                group.addTask { (question.task.id, await alone(form, question, problem)) }
            }
            for await (id, answer) in group { answers[id] = answer }
        }
        return answers
    }

    private func alone(
        _ form: PlanReader.Form, _ question: PlanQuestion, _ problem: ReplyProblem
    ) async -> Result<PlanPart, Trouble> {
        let id = question.task.id
        let request = PlanPrompt.request(
            form, about: [question], problem: problem, options: options)
        do {
            let reply = try await client.reply(to: request)
            let answers = try PlanReader(form: form, tasks: [id]).answers(in: reply.text)
            return answers.parts[id].map { .success($0) } ?? .failure(.problem(problem))
        } catch let error as ModelError {
            return .failure(.model(error))
        } catch let error as ReplyProblem {
            return .failure(.problem(error))
        } catch {
            return .failure(.problem(problem))
        }
    }

    /// Something unlike what was tried; a reply that does the same again cannot be used.
    func another(_ question: PlanQuestion, unlike tried: [TaskPlan]) async
        -> Result<PlanPart, Trouble>
    {
        let id = question.task.id
        let form = PlanReader.Form.sections(.all)
        let reader = PlanReader(form: form, tasks: [id])
        let known = tried.map { $0.steps.map(\.action.essence) }
        do {
            let result = try await client.answer(
                to: PlanPrompt.request(form, about: [question], options: options)
            ) { (text) throws(ReplyProblem) in
                guard let part = try reader.answers(in: text).parts[id] else {
                    throw ReplyProblem("task \(id) is not answered")
                }
                if let steps = part.steps, known.contains(steps.map(\.action.essence)) {
                    throw ReplyProblem("these are the steps that failed before")
                }
                return part
            }
            return result.mapError { .problem($0) }
        } catch {
            return .failure(.model(error))
        }
    }

    private static func drafts(of questions: [PlanQuestion]) -> [TaskID: TaskPlan] {
        var drafts: [TaskID: TaskPlan] = [:]
        for question in questions { drafts[question.task.id] = question.draft }
        return drafts
    }

    private static func all(_ ids: [TaskID], _ trouble: Trouble) -> Answers {
        Dictionary(ids.map { ($0, .failure(trouble)) }) { first, _ in first }
    }

    /// - Parameter keeping: whether a task that only the first speaks of stays as it is.
    private static func joined(
        _ first: Answers, _ second: Answers, keeping: Bool = false
    ) -> Answers {
        first.reduce(into: [:]) { joined, entry in
            guard let other = second[entry.key] else {
                if keeping { joined[entry.key] = entry.value }
                return
            }
            joined[entry.key] = entry.value.flatMap { part in other.map { part.joined(with: $0) } }
        }
    }
}

extension PlanStep.Action {
    /// What two steps have in common that do the same: blanks and the form of a command aside.
    var essence: [String] {
        switch self {
        case .shell(let text): text.split(whereSeparator: \.isWhitespace).map(String.init)
        case .arguments(let argv):
            ShellQuoting.joined(argv).split(whereSeparator: \.isWhitespace).map(String.init)
        case .write(let path, let contents): ["write", path, contents]
        case .patch(let diff): ["patch", diff]
        }
    }
}

extension ModelClient {
    /// - Returns: `.failure` where neither of two replies can be read.
    fileprivate func answer<Value: Sendable>(
        to request: ModelRequest, reading read: (String) throws(ReplyProblem) -> Value
    ) async throws(ModelError) -> Result<Value, ReplyProblem> {
        do throws(ModelError) {
            return .success(try await reply(to: request, reading: read))
        } catch {
            guard case .malformed(let reason) = error else { throw error }
            return .failure(ReplyProblem(reason))
        }
    }
}
