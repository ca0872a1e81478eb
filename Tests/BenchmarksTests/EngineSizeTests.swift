import Testing

@testable import killall_tofu_benchmarks

@Suite struct EngineSizeTests {
  @Test func onlyLinesWithCodeCount() {
    let source = """
      import GRDB

      /// A comment.
        // Another.
      let one = 1  // with code before it
      """
    #expect(SourceFolder.codeLines(source) == 2)
  }

  @Test func textIsSummedOverTheObjects() {
    let output = """
         text    data     bss     dec     hex filename
         1200     100       4    1304     518 One.swift.o
          800       0       0     800     320 Two.swift.o
      """
    #expect(EngineSize.sum(sizeOutput: output) == 2_000)
    #expect(EngineSize.sum(sizeOutput: "") == nil)
  }

  @Test func withoutThePackageThereAreNoFigures() {
    let sizes = EngineSize.all(package: "/nowhere", build: "/nowhere")
    #expect(sizes.map(\.engine) == ["raw", "typed"])
    #expect(sizes.allSatisfy { $0.sourceLines == nil && $0.bytes == nil })
  }
}
