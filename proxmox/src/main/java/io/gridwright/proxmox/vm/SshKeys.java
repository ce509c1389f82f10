package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.PercentEncoding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Public keys for cloud-init's user. The server stores them percent-encoded (a blank is {@code
 * %20}, never {@code +}), so that they travel encoded twice: once here, once as part of the form.
 */
public record SshKeys(List<String> keys) {
  public SshKeys {
    keys = keys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
  }

  /** The configuration's text. */
  String encoded() {
    return PercentEncoding.encode(String.join("\n", keys));
  }

  static SshKeys decode(String text) {
    // A plus is itself here, and URLDecoder would make a blank of it.
    String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    return new SshKeys(plain.lines().toList());
  }
}
