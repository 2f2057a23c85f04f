import Testing

@testable import RecourseAgent

@Suite("Mentions in manifests")
struct MentionTests {
    @Test(arguments: [
        ("requests", "requests", true), ("requests", "requests>=2\n", true),
        ("Requests", "flask\nREQUESTS\n", true),
        ("typing-extensions", "typing_extensions==4", true),
        ("zope.interface", "zope-interface", true),
        ("left-pad", #"{"left-pad": "1"}"#, true), ("requests", "requests-oauthlib", false),
        ("requests", "types-requests", false), ("oauthlib", "requests-oauthlib", false),
        ("a", "", false),
        ("", "anything", false), ("foo", "foobar barfoo foo", true), ("foo", "foo2", false),
        ("aab", "aaab aab", true),
    ])
    func wholeWords(name: String, contents: String, expected: Bool) {
        #expect(Mention.of(name, in: Array(contents.utf8)) == expected)
    }
}
