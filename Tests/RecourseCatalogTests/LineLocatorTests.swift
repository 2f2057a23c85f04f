import Testing

@testable import RecourseCatalog

@Suite struct LineLocatorTests {
    private func line(_ path: String, _ text: String) -> Int {
        LineLocator(TOMLStatements(Array(text.utf8))).line(of: path)
    }

    @Test func keysOfSeveralPatterns() {
        let text = """
            format = "x"
            [pack]
            id = "p"
            [[pattern]]
            id = "a"
              [[pattern.fix]]
              id = "f"
              [[pattern.fix]]
              id = "g"
            [[ pattern ]]
            id = "b"
            fix = [{ id = "h" }]
            [[pattern]]
            id = "c"
            [[pattern.fix]]
            id = "i"
            """
        #expect(line("format", text) == 1)
        #expect(
            line("pack", text) == 2 && line("pack.id", text) == 3 && line("pack.none", text) == 2)
        #expect(line("pattern[0].id", text) == 5 && line("pattern[0].fix[1].id", text) == 9)
        #expect(line("pattern[1].id", text) == 11)
        #expect(line("pattern[1].fix[0].id", text) == 12, "not the fix of the pattern behind it")
        #expect(line("pattern[2].fix[0].id", text) == 16)
        #expect(line("pattern[2].fix[1].id", text) == 13)
        #expect(line("nothing", text) == 1)
    }

    @Test func stringsOfSeveralLinesHideWhatLooksLikeTOML() {
        let text = #"""
            [[pattern]]
            id = "a"
            [[pattern.example]]
            text = '''
            [[pattern]]
            why = 1
            ""\"
            '''
            [[pattern.example]]
            text = """
            '''
            \"""
            [[pattern]]
            five quotes """""
            [[pattern.counter]]
            why = '''one line'''
            [[pattern]]
            id = "b"
            """#
        #expect(line("pattern[0].example[1].text", text) == 10)
        #expect(line("pattern[0].counter[0].why", text) == 16)
        #expect(line("pattern[1].id", text) == 18)
    }

    @Test func quotesInCommentsAndStringsOpenNothing() {
        let text = #"""
            # it's ''' and """
            a = "'''" # '''
            b = '"""'
            c = ''
            d = ""
            e = "\"'''"
            f = ''''two'''''
            [[pattern]]
            g = 1
            """#
        for (number, key) in ["a", "b", "c", "d", "e", "f"].enumerated() {
            #expect(line(key, text) == number + 2)
        }
        #expect(line("pattern[0].g", text) == 9)
    }

    @Test func arraysOfSeveralLines() {
        let text = """
            [[pattern]]
            steps = [
            ["a"], # ]
            ["]]"],
            ]
            rewrite = { do = [
            { x = 1 },
            ] }
            after = 1
            """
        #expect(line("pattern[0].after", text) == 9)
        #expect(line("pattern[0].rewrite.do[0].x", text) == 6)
        #expect(line("pattern[0].steps", text) == 2)
    }

    @Test func dottedAndQuotedKeys() {
        let text = """
            [[pattern]]
            captures.x.type = "int"
            "captures" . 'y'.type = "int"
            [pattern.when]
            exit = 1
            [pattern."captures".z]
            map.a = {}
            map . b = {}
            mapping = 1
            """
        #expect(line("pattern[0].captures.x.type", text) == 2)
        #expect(line("pattern[0].captures.y.type", text) == 3)
        #expect(line("pattern[0].captures.z.map.b", text) == 8)
        #expect(line("pattern[0].captures.z.map.c", text) == 7)
        #expect(line("pattern[0].captures.z.values", text) == 6)
        #expect(line("pattern[0].when.exit", text) == 5)
    }

    @Test(arguments: ["", "\n", "\"", "'''", "[[", "a", "=", "[a", "a = \"\\"])
    func anythingIsLookedAt(text: String) {
        #expect((1...2).contains(line("a.b[3].c", text)))
    }
}
