package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftComponent.DraftEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What runs in a component, and who may log on to it. */
final class SoftwareFields {
  /** What a guest's agent takes in one write: 61440 characters of Base64 (API.md 10.8). */
  private static final int MAXIMUM_USER_DATA_BYTES = 45 * 1024;

  private static final int MAXIMUM_ENTRIES = 20;

  private final DraftComponent sent;
  private final Optional<ComponentKind> kind;
  private final ValidationContext context;

  SoftwareFields(DraftComponent sent, Optional<ComponentKind> kind, ValidationContext context) {
    this.sent = sent;
    this.kind = kind;
    this.context = context;
  }

  Optional<Engine> engine(FieldReport report) {
    if (sent.engine().isEmpty()) {
      return Optional.empty();
    }
    if (kind.filter(k -> k != ComponentKind.DATABASE).isPresent()) {
      report.fault("only a DATABASE has an engine; leave it out");
    }
    DraftEngine wanted = sent.engine().get();
    Engine engine = new Engine(wanted.name().orElse(""), wanted.version().orElse(""));
    if (!context.catalogue().engines().contains(engine)) {
      String known =
          context.catalogue().engines().stream()
              .map(e -> e.name() + " " + e.version())
              .collect(Collectors.joining(", "));
      report.fault(
          "there is no engine \"%.40s %.40s\"; choose one of: %s"
              .formatted(engine.name(), engine.version(), known));
    }
    return Optional.of(engine);
  }

  List<String> packages(FieldReport report) {
    if (few(sent.software(), report)) {
      for (int i = 0; i < sent.software().size(); i++) {
        HostNames.requireLabel(sent.software().get(i), report.at(i));
      }
    }
    return sent.software();
  }

  List<String> sshKeys(FieldReport report) {
    if (few(sent.sshKeys(), report)) {
      for (int i = 0; i < sent.sshKeys().size(); i++) {
        SshKeys.require(sent.sshKeys().get(i), report.at(i));
      }
    }
    return sent.sshKeys();
  }

  Optional<String> userData(FieldReport report) {
    sent.userData()
        .ifPresent(
            data -> {
              int bytes = data.getBytes(StandardCharsets.UTF_8).length;
              if (bytes > MAXIMUM_USER_DATA_BYTES) {
                report.fault(
                    "%d bytes are too many; keep it within %d and fetch the rest at boot"
                        .formatted(bytes, MAXIMUM_USER_DATA_BYTES));
              } else if (data.indexOf('\0') >= 0) {
                report.fault("there is a NUL character in it; send it as text");
              }
            });
    return sent.userData();
  }

  private static boolean few(List<String> sent, FieldReport report) {
    if (sent.size() > MAXIMUM_ENTRIES) {
      report.fault(
          "%d entries are too many; use at most %d".formatted(sent.size(), MAXIMUM_ENTRIES));
      return false;
    }
    return true;
  }
}
