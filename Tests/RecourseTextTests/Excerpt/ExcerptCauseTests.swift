import RecourseText
import Testing

/// The cause within 20 lines, in logs of many tools. All of them are made up.
@Suite struct ExcerptCauseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// What the tool says of its work before the failure.
        let work: @Sendable (Int) -> String
        let failure: String
        /// Lines of `failure` that must be kept.
        let cause: [String]
        let tail: String

        var testDescription: String { name }

        var log: String {
            let before = (1...180).map(work).joined(separator: "\n")
            let after = (1...25).map { "uploaded artifact part \($0) of 25" }
            return before + "\n" + failure + "\n" + tail + "\n"
                + after.joined(separator: "\n") + "\n"
        }
    }

    static let cases = [
        Case(
            name: "pytest",
            work: { "tests/test_part\($0).py::test_sum PASSED        [ \($0 / 2)%]" },
            failure: """
                =================================== FAILURES ===================================
                _________________________________ test_balance _________________________________

                    def test_balance():
                >       assert ledger.balance() == 30
                E       assert 25 == 30
                E        +  where 25 = balance()

                tests/test_ledger.py:12: AssertionError
                =========================== short test summary info ============================
                FAILED tests/test_ledger.py::test_balance - assert 25 == 30
                ========================= 1 failed, 180 passed in 4.20s ========================
                """,
            cause: ["E       assert 25 == 30", "tests/test_ledger.py:12: AssertionError"],
            tail: "Error: Process completed with exit code 1."),
        Case(
            name: "go",
            work: { "ok  \texample.org/shop/part\($0)\t0.0\($0 % 9)2s" },
            failure: """
                --- FAIL: TestTotal (0.00s)
                    cart_test.go:31: total of an empty cart: got 3, want 0
                FAIL
                FAIL\texample.org/shop/cart\t0.012s
                """,
            cause: ["--- FAIL: TestTotal", "cart_test.go:31"],
            tail: "make: *** [Makefile:14: test] Error 1"),
        Case(
            name: "cargo",
            work: { "   Compiling part\($0) v0.\($0).0" },
            failure: """
                error[E0382]: borrow of moved value: `orders`
                  --> src/main.rs:14:20
                   |
                12 |     send(orders);
                   |          ------ value moved here
                14 |     println!("{}", orders.len());
                   |                    ^^^^^^ value borrowed here after move

                For more information about this error, try `rustc --explain E0382`.
                """,
            cause: ["error[E0382]", "src/main.rs:14:20"],
            tail: "error: could not compile `shop` due to previous error"),
        Case(
            name: "maven",
            work: { "[INFO] Downloading: https://repo.example.org/part\($0).jar" },
            failure: """
                [INFO] -------------------------------------------------------------
                [ERROR] COMPILATION ERROR :
                [INFO] -------------------------------------------------------------
                [ERROR] /src/main/java/shop/Cart.java:[21,17] cannot find symbol
                  symbol:   method totla()
                  location: class shop.Cart
                [INFO] 1 error
                """,
            cause: ["Cart.java:[21,17] cannot find symbol", "symbol:   method totla()"],
            tail: """
                [INFO] BUILD FAILURE
                [INFO] Total time:  12.3 s
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                """),
        Case(
            name: "rspec",
            work: { "  counts the articles of page \($0)" },
            failure: """
                Failures:

                  1) Cart adds up the prices
                     Failure/Error: expect(cart.total).to eq(30)

                       expected: 30
                            got: 25

                     # ./spec/cart_spec.rb:18:in `block (2 levels) in <top (required)>'

                Finished in 1.2 seconds
                181 examples, 1 failure
                """,
            cause: ["1) Cart adds up the prices", "Failure/Error", "expected: 30"],
            tail: "rake aborted!"),
        Case(
            name: "mocha",
            work: { "    ✓ renders the row \($0)" },
            failure: """
                  180 passing (2s)
                  1 failing

                  1) cart
                       adds up:
                     AssertionError: expected 25 to equal 30
                      at Context.<anonymous> (test/cart.js:22:31)
                      at processImmediate (internal/timers.js:456:21)
                """,
            cause: ["AssertionError: expected 25 to equal 30", "test/cart.js:22:31"],
            tail: "npm ERR! Test failed.  See above for more details."),
        Case(
            name: "cmake and gcc",
            work: { "[ \($0 / 2)%] Building C object CMakeFiles/shop.dir/part\($0).c.o" },
            failure: """
                /work/src/cart.c: In function 'total':
                /work/src/cart.c:41:12: error: 'prize' undeclared (first use in this function)
                   41 |     return prize;
                      |            ^~~~~
                """,
            cause: ["/work/src/cart.c:41:12: error"],
            tail: """
                gmake[2]: *** [CMakeFiles/shop.dir/build.make:76: cart.c.o] Error 1
                gmake: *** [Makefile:91: all] Error 2
                """),
        Case(
            name: "gradle",
            work: { "> Task :part\($0):compileJava UP-TO-DATE" },
            failure: """
                shop.CartTest > addsUp FAILED
                    java.lang.AssertionError: expected:<30> but was:<25>
                        at org.junit.Assert.fail(Assert.java:88)
                        at shop.CartTest.addsUp(CartTest.java:19)

                181 tests completed, 1 failed
                """,
            cause: ["addsUp FAILED", "expected:<30> but was:<25>", "CartTest.java:19"],
            tail: """
                FAILURE: Build failed with an exception.

                * Try:
                Run with --stacktrace option to get the stack trace.
                """),
        Case(
            name: "elixir",
            work: { "Compiling \($0) files (.ex)" },
            failure: """
                  1) test adds up (CartTest)
                     test/cart_test.exs:9
                     Assertion with == failed
                     code:  assert Cart.total([]) == 0
                     left:  3
                     right: 0
                """,
            cause: ["1) test adds up", "Assertion with == failed", "left:  3"],
            tail: "1 test, 1 failure"),
        Case(
            name: "dotnet",
            work: { "  Part\($0) -> /work/bin/Part\($0).dll" },
            failure:
                "/work/Cart.cs(17,9): error CS0103: The name 'totla' does not exist [/work/S.csproj]",
            cause: ["error CS0103"],
            tail: "Build FAILED.\n    0 Warning(s)\n    1 Error(s)"),
        Case(
            name: "apt",
            work: { "Get:\($0) http://archive.example.org stable/main part\($0) [12.\($0) kB]" },
            failure: "E: Unable to locate package libshop-dev",
            cause: ["E: Unable to locate package"],
            tail: "The command \"sudo apt-get install libshop-dev\" exited with 100."),
        Case(
            name: "phpunit",
            work: { "............................. \($0) / 180" },
            failure: """
                There was 1 failure:

                1) Shop\\CartTest::testAddsUp
                Failed asserting that 25 matches expected 30.

                /work/tests/CartTest.php:27

                FAILURES!
                Tests: 180, Assertions: 412, Failures: 1.
                """,
            cause: ["testAddsUp", "Failed asserting that 25", "CartTest.php:27"],
            tail: "The command \"vendor/bin/phpunit\" exited with 1."),
        Case(
            name: "python",
            work: { "INFO worker: read batch \($0)" },
            failure: """
                Traceback (most recent call last):
                  File "/work/run.py", line 8, in <module>
                    main()
                  File "/work/run.py", line 5, in main
                    import parcel
                ModuleNotFoundError: No module named 'parcel'
                """,
            cause: ["Traceback", "line 5, in main", "ModuleNotFoundError"],
            tail: "ERROR: Job failed: exit code 1"),
        Case(
            name: "swift",
            work: { "[\($0)/190] Compiling Shop Part\($0).swift" },
            failure: """
                /work/Sources/Shop/Cart.swift:12:16: error: cannot find 'totla' in scope
                10 |     func total() -> Int {
                12 |         return totla
                   |                `- error: cannot find 'totla' in scope
                """,
            cause: ["Cart.swift:12:16: error"],
            tail: "error: fatalError"),
        Case(
            name: "haskell",
            work: { "[\($0) of 190] Compiling Shop.Part\($0) ( src/P\($0).hs, dist/P\($0).o )" },
            failure: """

                src/Shop/Cart.hs:33:9: error:
                    • Couldn't match expected type ‘Int’ with actual type ‘[Char]’
                    • In the expression: "none"
                """,
            cause: ["src/Shop/Cart.hs:33:9", "Couldn't match expected type"],
            tail: "cabal: Failed to build shop-0.1."),
        Case(
            name: "linker",
            work: { "cc -c -O2 part\($0).c -o part\($0).o" },
            failure: """
                cart.o: In function `total':
                cart.c:(.text+0x1b): undefined reference to `price_of'
                collect2: error: ld returned 1 exit status
                """,
            cause: ["undefined reference to `price_of'"],
            tail: "make: *** [shop] Error 1"),
        Case(
            name: "eslint",
            work: { "checked file part\($0).js" },
            failure: """
                /work/src/cart.js
                  12:7  error  'total' is assigned a value but never used  no-unused-vars

                ✖ 1 problem (1 error, 0 warnings)
                """,
            cause: ["12:7  error"],
            tail: "error Command failed with exit code 1."),
        Case(
            name: "docker",
            work: { " ---> Using cache layer \($0)" },
            failure: """
                Step 7/9 : COPY settings.toml /etc/shop/
                COPY failed: file not found in build context: stat settings.toml: file does not exist
                """,
            cause: ["COPY failed: file not found"],
            tail: "##[error]Process completed with exit code 1."),
        Case(
            name: "times in front",
            work: { "2031-04-05T10:11:\($0 % 60).5000000Z fetched page \($0)" },
            failure: """
                2031-04-05T10:14:01.5000000Z Traceback (most recent call last):
                2031-04-05T10:14:01.5000000Z   File "/work/run.py", line 8, in <module>
                2031-04-05T10:14:01.5000000Z     main()
                2031-04-05T10:14:01.5000000Z KeyError: 'price'
                """,
            cause: ["Traceback", "line 8, in <module>", "KeyError: 'price'"],
            tail: "2031-04-05T10:14:02.5000000Z ##[error]Process completed with exit code 1."),
        Case(
            name: "catch2",
            work: { "[100%] Built target part\($0)" },
            failure: """
                -------------------------------------------------------------------------------
                adds up
                -------------------------------------------------------------------------------
                /work/tests/cart.cpp:14: FAILED:
                  REQUIRE( total == 30 )
                with expansion:
                  25 == 30
                """,
            cause: ["cart.cpp:14: FAILED", "25 == 30"],
            tail: "test cases: 181 | 180 passed | 1 failed"),
    ]

    @Test(arguments: cases)
    func theCauseIsKept(_ example: Case) {
        let text = FailureText(example.log)
        let kept = Excerpt.of(text, budget: 20).lines.joined().map(text.text(ofLine:))
        for cause in example.cause {
            #expect(kept.contains { $0.contains(cause) }, "\(cause) in \(kept)")
        }
    }
}
