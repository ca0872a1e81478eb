import CSQLite
import Deadlines

extension StoreError {
  /// Names an error that came out of a transaction on the file at `path`.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let cell as BadCell: self = .badCell(cell)
    case let failure as SQLiteFailure: self.init(failure, path: path)
    default: self = .io(path: path, text: "\(error)")
    }
  }

  private init(_ failure: SQLiteFailure, path: String) {
    switch failure.primaryCode {
    case SQLITE_NOTADB: self = .notADatabase(path: path)
    case SQLITE_CORRUPT: self = .corrupt(path: path, text: failure.message)
    case SQLITE_BUSY, SQLITE_LOCKED: self = .locked(path: path, holder: LockHolder.find(onFileAt: path))
    case SQLITE_READONLY: self = failure.isMoved ? .replaced(path: path) : .readOnly(path: path)
    case SQLITE_FULL: self = .diskFull(path: path)
    // It has lost its tables, and whoever watches it may yet have to hear of that.
    case SQLITE_ERROR
    where failure.message.hasPrefix("no such table") && FileState(ofFileAt: path)?.size == 0:
      self = .empty(path: path)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen(path: path, text: failure.message)
    default: self = .io(path: path, text: "\(failure.message) (SQLite \(failure.code))")
    }
  }
}

extension ChangeError {
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ChangeError: self = error
    case let refusal as Refusal: self = .refused(refusal)
    default: self = .store(StoreError(error, path: path))
    }
  }
}

extension ClaimError {
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ClaimError: self = error
    case let refusal as Refusal: self = .refused(refusal)
    default: self = .store(StoreError(error, path: path))
    }
  }
}
