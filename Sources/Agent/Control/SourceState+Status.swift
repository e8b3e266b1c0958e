import Control
import Model

extension SourceState {
  init(_ name: String, _ status: SourceStatus) {
    switch status {
    case .connecting: self.init(name: name, state: .connecting)
    case .working: self.init(name: name, state: .working)
    case .failing(let kind, let message): self.init(name: name, state: .failing, kind: kind, message: message)
    }
  }
}
