package io.gridwright.domain.configuration;

import java.util.Optional;

/** Sizes beside memory, each of one machine, and the number of machines. */
final class SizeFields {
  private static final int MAXIMUM_VCPUS = 128;
  private static final long MAXIMUM_DISK_GIB = 65_536;
  private static final int MAXIMUM_MBPS = 100_000;
  private static final int MAXIMUM_MACHINES = 16;

  private final DraftComponent sent;
  private final Optional<ComponentKind> kind;
  private final Optional<Image> image;

  SizeFields(DraftComponent sent, Optional<ComponentKind> kind, Optional<Image> image) {
    this.sent = sent;
    this.kind = kind;
    this.image = image;
  }

  int vcpus(FieldReport report) {
    return Fields.count(sent.vcpus(), 1, MAXIMUM_VCPUS, 1, report);
  }

  /** The image's own size where none was given: a disk can't be smaller than what it holds. */
  long diskGib(FieldReport report) {
    long minimum = image.map(Image::minimumDiskGib).orElse(1L);
    return Fields.number(sent.diskGiB(), minimum, MAXIMUM_DISK_GIB, minimum, report);
  }

  int bandwidthMbps(FieldReport report) {
    return Fields.count(sent.bandwidthMbps(), 1, MAXIMUM_MBPS, 0, report);
  }

  /** Only tiers behind a balancer can stand on several machines under one name in this release. */
  int spreadOver(FieldReport report) {
    int machines = Fields.count(sent.spreadOver(), 1, MAXIMUM_MACHINES, 1, report);
    boolean single =
        kind.filter(k -> k == ComponentKind.LOAD_BALANCER || k == ComponentKind.DATABASE)
            .isPresent();
    if (single && machines > 1) {
      report.fault(
          "a %s stands on one machine; leave spreadOver out, or add another component"
              .formatted(kind.get()));
    }
    return machines;
  }
}
