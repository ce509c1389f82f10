package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.GibSize;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.VolumeId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A disk as the configuration holds it.
 *
 * @param source a volume, {@code storage:<GiB>} for one to be made, {@code none} for an empty drive
 * @param options {@code discard}, {@code iothread}, {@code size}, {@code media}, …
 */
public record DiskDevice(String source, Map<String, String> options) {
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT]?)");

  public DiskDevice {
    options = new LinkedHashMap<>(options);
  }

  /** A new disk, made by the very call that plugs it in. */
  public static DiskDevice allocate(StorageId storage, GibSize size) {
    return new DiskDevice(storage + ":" + size.gib(), Map.of());
  }

  /** A disk that is there already. */
  public static DiskDevice of(VolumeId volume) {
    return new DiskDevice(volume.toString(), Map.of());
  }

  /** The drive that carries the cloud-init settings into the guest. */
  public static DiskDevice cloudInit(StorageId storage) {
    return new DiskDevice(storage + ":cloudinit", Map.of());
  }

  public DiskDevice with(String option, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, value);
    return new DiskDevice(source, more);
  }

  public DiskDevice without(String option) {
    Map<String, String> fewer = new LinkedHashMap<>(options);
    fewer.remove(option);
    return new DiskDevice(source, fewer);
  }

  /** Gives freed blocks back to the storage. */
  public DiskDevice discarding() {
    return with("discard", "on");
  }

  public static DiskDevice parse(String text) {
    Map<String, String> options = new LinkedHashMap<>(PropertyString.parse(text).parts());
    String first = Optional.ofNullable(options.remove(PropertyString.FIRST)).orElse("");
    String file = Optional.ofNullable(options.remove("file")).orElse("");
    return new DiskDevice(first.isEmpty() ? file : first, options);
  }

  /** The volume; empty for an empty drive. */
  public Optional<VolumeId> volume() {
    return source.indexOf(':') < 1 ? Optional.empty() : Optional.of(VolumeId.parse(source));
  }

  public boolean isCdrom() {
    return "cdrom".equals(options.get("media"));
  }

  public boolean isCloudInit() {
    return source.contains("cloudinit");
  }

  /** As the configuration has it, which lags behind the image after a broken resize (PVE-D4). */
  public Optional<Bytes> size() {
    Matcher parts = SIZE.matcher(options.getOrDefault("size", ""));
    if (!parts.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (parts.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    return Optional.of(
        Bytes.of(
            new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(1L << shift)).longValue()));
  }

  @Override
  public String toString() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(PropertyString.FIRST, source);
    parts.putAll(options);
    return new PropertyString(parts).toString();
  }
}
