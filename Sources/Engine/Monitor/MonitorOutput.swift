import Model

/// Gathers the effects of one input and puts them in order: the model first, so that whoever is answered finds it
/// changed, and records before answers.
struct MonitorOutput {
  /// Objects to be published, in the order in which they were touched.
  private(set) var touched: [ObjectID] = []
  private var isTouched: Set<ObjectID> = []
  private var removed: [ObjectID] = []
  /// What no reading can make old, and nobody asks for again.
  private var ageless: [(content: Content, validUntil: Instant)] = []
  private var events: [MonitorCore.Effect] = []
  private var records: [MonitorCore.Effect] = []
  private var actions: [MonitorCore.Effect] = []
  private var answers: [MonitorCore.Effect] = []

  mutating func touch(_ id: ObjectID) {
    if isTouched.insert(id).inserted { touched.append(id) }
  }

  mutating func remove(_ id: ObjectID) { removed.append(id) }

  mutating func publish(_ content: Content) { ageless.append((content, .distantFuture)) }

  mutating func tell(_ kinds: some Sequence<Event.Kind>, at time: WallTime) {
    for kind in kinds { events.append(.event(Event(time: time, kind: kind))) }
  }

  mutating func tell(_ kind: Event.Kind, at time: WallTime) { tell(CollectionOfOne(kind), at: time) }

  mutating func record(_ record: AuditRecord) { records.append(.record(record)) }

  mutating func admit(_ admission: Admission, _ record: AuditRecord) { records.append(.admit(admission, record)) }

  mutating func keep(_ settings: ThresholdSettings, for admission: Admission) {
    records.append(.keep(settings, for: admission))
  }

  mutating func change(_ change: AccountChange, account: String, for admission: Admission) {
    records.append(.change(change, account: account, for: admission))
  }

  mutating func perform(_ action: HardwareAction, source: String, _ token: ActionToken) {
    actions.append(.perform(action, source: source, token))
  }

  mutating func answer(_ ticket: Ticket, _ outcome: CommandOutcome) { answers.append(.answer(ticket, outcome)) }

  mutating func take(publishing publications: [(content: Content, validUntil: Instant)]) -> [MonitorCore.Effect] {
    var effects: [MonitorCore.Effect] = []
    if !removed.isEmpty { effects.append(.remove(removed)) }
    let publications = publications + ageless
    if !publications.isEmpty { effects.append(.publish(publications)) }
    effects += events + records + actions + answers
    self = MonitorOutput()
    return effects
  }
}
