/// The faults of WS-Management and the protocols under it: one row each (DSP0226 table "Master faults", DSP0227).
enum FaultKind: CaseIterable, Sendable {
  case mustUnderstand, versionMismatch, accessDenied, actionNotSupported, alreadyExists, cannotProcessFilter
  case managementCannotProcessFilter, concurrency, deliveryModeRequestedUnavailable, deliveryRefused,
    destinationUnreachable, encodingLimit
  case endpointUnavailable, eventDeliverToUnusable, eventSourceUnableToProcess, filterDialectRequestedUnavailable
  case eventFilteringNotSupported, filteringNotSupported, filteringRequestedUnavailable, internalError
  case fragmentDialectNotSupported, invalidBookmark, invalidEnumerationContext, invalidEventExpirationTime
  case invalidExpirationTime, invalidMessage, invalidMessageInformationHeader, invalidOptions, invalidParameter
  case invalidRepresentation, invalidSelectors, messageInformationHeaderRequired, noAck, quotaLimit
  case schemaValidationError, enumerationTimedOut, timedOut, unableToRenew, unsupportedEventExpirationType
  case unsupportedExpirationType, unsupportedFeature, polymorphismModeNotSupported

  /// Whose mistake it is, which is also the HTTP status of the answer.
  enum Code: Sendable {
    case sender, receiver, mustUnderstand, versionMismatch

    var local: String {
      switch self {
      case .sender: "Sender"
      case .receiver: "Receiver"
      case .mustUnderstand: "MustUnderstand"
      case .versionMismatch: "VersionMismatch"
      }
    }

    /// SOAP 1.2 part 2, table 20.
    var status: Int { self == .sender ? 400 : 500 }
  }

  struct Row: Sendable {
    let code: Code
    /// Absent where the code says it all.
    let subcode: (namespace: Namespace, local: String)?
    /// What it says where nothing more exact is known.
    let reason: String
    /// The details that may go with it.
    let details: [FaultDetail]

    fileprivate init(
      _ code: Code, _ namespace: Namespace, _ local: String, _ reason: String, _ details: [FaultDetail] = []
    ) {
      self.code = code
      subcode = (namespace, local)
      self.reason = reason
      self.details = details
    }

    fileprivate init(_ code: Code, _ reason: String) {
      self.code = code
      subcode = nil
      self.reason = reason
      details = []
    }

    /// The action of the answer that carries it.
    var action: String {
      switch subcode?.namespace {
      case .management: "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
      case .cimBinding: "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault"
      case let namespace: (namespace ?? .addressing).uri + "/fault"
      }
    }
  }

  var row: Row {
    switch self {
    case .mustUnderstand: Row(.mustUnderstand, "A SOAP header marked mustUnderstand is not understood.")
    case .versionMismatch: Row(.versionMismatch, "The envelope is not one of SOAP 1.2.")
    case .accessDenied:
      Row(.sender, .management, "AccessDenied", "The sender was not authorized to access the resource.")
    case .actionNotSupported:
      Row(.sender, .addressing, "ActionNotSupported", "The action is not supported by the service.", [.actionMismatch])
    case .alreadyExists:
      Row(.sender, .management, "AlreadyExists", "The sender attempted to create a resource which already exists.")
    case .cannotProcessFilter:
      Row(.sender, .enumeration, "CannotProcessFilter", "The requested filter could not be processed.")
    // As some services send it; ours sends the one above.
    case .managementCannotProcessFilter:
      Row(.sender, .management, "CannotProcessFilter", "The requested filter could not be processed.")
    case .concurrency:
      Row(
        .sender, .management, "Concurrency",
        "The action could not be completed due to concurrency or locking problems.")
    case .deliveryModeRequestedUnavailable:
      Row(.sender, .eventing, "DeliveryModeRequestedUnavailable", "The requested delivery mode is not supported.")
    case .deliveryRefused:
      Row(
        .receiver, .management, "DeliveryRefused",
        "The receiver refuses to accept delivery of events and requests that the subscription be canceled.")
    case .destinationUnreachable:
      Row(
        .sender, .addressing, "DestinationUnreachable",
        "No route can be determined to reach the destination role defined by the WS-Addressing To.",
        [.invalidResourceURI])
    case .encodingLimit:
      Row(
        .sender, .management, "EncodingLimit",
        "An internal encoding limit was exceeded in a request or would be violated if the message were processed.",
        [
          .uriLimitExceeded, .maxEnvelopeSize, .minimumEnvelopeLimit, .maxEnvelopeSizeExceeded,
          .serviceEnvelopeLimit, .selectorLimit, .optionLimit, .characterSet, .unreportableSuccess, .whitespace,
          .encodingType,
        ])
    case .endpointUnavailable:
      Row(
        .receiver, .addressing, "EndpointUnavailable",
        "The specified endpoint is currently unavailable.",
        [.resourceOffline])
    case .eventDeliverToUnusable:
      Row(
        .sender, .management, "EventDeliverToUnusable",
        "The event source cannot process the subscription because it cannot connect to the sink.")
    case .eventSourceUnableToProcess:
      Row(
        .sender, .eventing, "EventSourceUnableToProcess",
        "The event source cannot process the subscription.",
        [.unusableAddress])
    case .filterDialectRequestedUnavailable:
      Row(
        .sender, .enumeration, "FilterDialectRequestedUnavailable",
        "The requested filtering dialect is not supported.")
    case .eventFilteringNotSupported:
      Row(.sender, .eventing, "FilteringNotSupported", "Filtering over the event source is not supported.")
    case .filteringNotSupported:
      Row(.sender, .enumeration, "FilteringNotSupported", "Filtered enumeration is not supported.")
    case .filteringRequestedUnavailable:
      Row(
        .sender, .eventing, "FilteringRequestedUnavailable",
        "The requested filter dialect is not supported.",
        [.filteringRequired])
    case .internalError:
      Row(
        .receiver, .management, "InternalError",
        "The service cannot comply with the request due to internal processing errors.")
    case .fragmentDialectNotSupported:
      Row(
        .receiver, .management, "FragmentDialectNotSupported",
        "The requested fragment filtering dialect or language is not supported.")
    case .invalidBookmark:
      Row(
        .sender, .management, "InvalidBookmark",
        "The bookmark supplied with the subscription is not valid.",
        [
          .expired, .invalidFormat, .invalid,
        ])
    case .invalidEnumerationContext:
      Row(.receiver, .enumeration, "InvalidEnumerationContext", "The supplied enumeration context is invalid.")
    case .invalidEventExpirationTime:
      Row(.sender, .eventing, "InvalidExpirationTime", "The expiration time is not valid.")
    case .invalidExpirationTime:
      Row(.sender, .enumeration, "InvalidExpirationTime", "The expiration time is not valid.")
    case .invalidMessage:
      Row(
        .sender, .eventing, "InvalidMessage",
        "The request message has unknown or invalid content and cannot be processed.")
    case .invalidMessageInformationHeader:
      Row(
        .sender, .addressing, "InvalidMessageInformationHeader",
        "A message information header is not valid and the message cannot be processed.",
        [.duplicateMessageID])
    case .invalidOptions:
      Row(
        .sender, .management, "InvalidOptions", "One or more options are not valid.",
        [
          .notSupported, .invalidName, .invalidValue,
        ])
    case .invalidParameter:
      Row(
        .sender, .management, "InvalidParameter", "An operation parameter is not valid.",
        [
          .typeMismatch, .invalidName,
        ])
    case .invalidRepresentation:
      Row(
        .sender, .transfer, "InvalidRepresentation", "The XML content is not valid.",
        [
          .invalidValues, .missingValues, .invalidNamespace, .invalidFragment,
        ])
    case .invalidSelectors:
      Row(
        .sender, .management, "InvalidSelectors", "The Selectors for the resource are not valid.",
        [
          .insufficientSelectors, .unexpectedSelectors, .typeMismatch, .invalidValue, .ambiguousSelectors,
          .duplicateSelectors,
        ])
    case .messageInformationHeaderRequired:
      Row(.sender, .addressing, "MessageInformationHeaderRequired", "A required header is missing.")
    case .noAck:
      Row(.sender, .management, "NoAck", "The receiver did not acknowledge the event delivery.")
    case .quotaLimit:
      Row(.sender, .management, "QuotaLimit", "The service is busy servicing other requests.")
    case .schemaValidationError:
      Row(
        .sender, .management, "SchemaValidationError",
        "The supplied SOAP violates the corresponding XML schema definition.")
    case .enumerationTimedOut:
      Row(.receiver, .enumeration, "TimedOut", "The enumerator has timed out and is no longer valid.")
    case .timedOut:
      Row(.receiver, .management, "TimedOut", "The operation has timed out.")
    case .unableToRenew:
      Row(.sender, .eventing, "UnableToRenew", "The subscription could not be renewed.")
    case .unsupportedEventExpirationType:
      Row(.sender, .eventing, "UnsupportedExpirationType", "The specified expiration type is not supported.")
    case .unsupportedExpirationType:
      Row(.sender, .enumeration, "UnsupportedExpirationType", "The specified expiration type is not supported.")
    case .unsupportedFeature:
      Row(
        .sender, .management, "UnsupportedFeature", "The specified feature is not supported.",
        [
          .authorizationMode, .addressingMode, .ack, .operationTimeout, .locale, .enumerationMode, .expirationTime,
          .fragmentLevelAccess, .deliveryRetries, .heartbeats, .bookmarks, .maxElements, .maxTime, .maxEnvelopeSize,
          .maxEnvelopePolicy, .filteringRequired, .insecureAddress, .formatMismatch, .formatSecurityToken,
          .asynchronousRequest, .missingValues, .invalidValues, .invalidNamespace, .optionSet,
        ])
    case .polymorphismModeNotSupported:
      Row(.sender, .cimBinding, "PolymorphismModeNotSupported", "The specified polymorphism mode is not supported.")
    }
  }
}
