extension TaskList {
    /// The text with one task's box changed, and nothing else; what somebody added meanwhile stays.
    /// - Parameter text: the file as it is now, which may not be the one this list was read from.
    /// - Throws: `TaskListError.changed` where the task is gone or no longer says the same.
    public func marking(_ id: TaskID, as mark: TaskItem.Mark, in text: String) throws(TaskListError)
        -> String
    {
        guard let task = self[id] else { throw TaskListError(problem: .unknownTask(id), line: 0) }
        guard let present = try TaskList(parsing: text)[id], present.title == task.title else {
            throw TaskListError(problem: .changed(id), line: task.line)
        }
        var lines = Self.lines(of: text).map(String.init)
        let index = present.line - 1
        guard let open = lines[index].firstIndex(of: "[") else {
            throw TaskListError(problem: .changed(id), line: present.line)
        }
        let sign = lines[index].index(after: open)
        lines[index].replaceSubrange(sign...sign, with: String(mark.rawValue))
        return lines.joined(separator: "\n")
    }
}
