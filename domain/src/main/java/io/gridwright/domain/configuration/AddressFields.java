package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.AddressRequest.Visibility;
import io.gridwright.domain.configuration.DraftComponent.DraftAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses that a component or a balancer asks for: {@code auto} or one of the customer's. */
final class AddressFields {
  private static final String AUTO = "auto";
  private static final int MAXIMUM_ADDRESSES = 16;

  private AddressFields() {}

  static List<AddressRequest> requests(
      List<DraftAddress> sent, Optional<ComponentKind> kind, FieldReport report) {
    List<AddressRequest> requests = new ArrayList<>();
    if (sent.size() > MAXIMUM_ADDRESSES) {
      report.fault(
          "%d addresses are too many; use at most %d".formatted(sent.size(), MAXIMUM_ADDRESSES));
      return requests;
    }
    for (int i = 0; i < sent.size(); i++) {
      AddressRequest request = request(sent.get(i), kind, report.at(i));
      if (request.address().isPresent() && requests.contains(request)) {
        report.at(i).fault("this address is listed already; leave it out");
      }
      requests.add(request);
    }
    return requests;
  }

  /** The address asked for, empty for {@code auto} and where none was sent. */
  static Optional<String> wanted(Optional<String> sent, FieldReport report) {
    Optional<String> wanted = sent.filter(a -> !a.equals(AUTO));
    if (wanted.isPresent() && !Ipv4.isAddress(wanted.get())) {
      report.fault(
          "\"%.80s\" is no IPv4 address; write auto, or one of your addresses"
              .formatted(wanted.get()));
    }
    return wanted;
  }

  private static AddressRequest request(
      DraftAddress sent, Optional<ComponentKind> kind, FieldReport report) {
    if (sent.visibility().isEmpty()) {
      report.at("visibility").fault("the visibility is missing; choose PUBLIC or PRIVATE");
    }
    Visibility visibility =
        Fields.word(
            sent.visibility(), Visibility.class, Visibility.PRIVATE, report.at("visibility"));
    if (visibility == Visibility.PUBLIC && kind.filter(k -> k != ComponentKind.WEB).isPresent()) {
      report
          .at("visibility")
          .fault(
              "only a WEB component is reached directly; a balancer has virtualIps, %s stays private"
                  .formatted(kind.get()));
    }
    return new AddressRequest(visibility, wanted(sent.address(), report.at("address")));
  }
}
