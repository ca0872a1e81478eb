import Deadlines
import GRDB

extension StoreError {
  /// Names an error that came out of a transaction on the file at `path`.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let cell as BadCell: self = .badCell(cell)
    case let error as DatabaseError: self.init(sqlite: error, path: path)
    default: self = .io(path: path, text: "\(error)")
    }
  }

  private init(sqlite error: DatabaseError, path: String) {
    let text = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, text: text)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path, holder: LockHolder.find(onFileAt: path))
    case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED:
      self = .replaced(path: path)
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, text: text)
    default: self = .io(path: path, text: "\(text) (SQLite \(error.extendedResultCode.rawValue))")
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
