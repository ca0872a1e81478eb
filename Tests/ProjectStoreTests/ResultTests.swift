import Deadlines
import Testing

@testable import ProjectStore

@Suite("A result to hold")
struct ResultTests {
  @Test("keeps the value, or the error with its type")
  func held() async throws {
    let store = try ProjectStore.inMemory()
    let made = await Result { () async throws(ChangeError) in
      try await store.projects.create(sample(), at: noon)
    }
    #expect(try made.get().path == "/srv/demo")
    let refused = await Result { () async throws(ChangeError) in
      try await store.projects.create(sample(), at: noon)
    }
    #expect(refused == .failure(.refused(.alreadyActive(try made.get().id))))
  }
}
