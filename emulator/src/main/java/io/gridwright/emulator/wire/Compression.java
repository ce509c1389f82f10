package io.gridwright.emulator.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** gzip for bodies above 1 KiB where the client accepts it. */
final class Compression {
  private static final int THRESHOLD = 1024;

  private Compression() {}

  static byte[] apply(HttpRequest request, byte[] body, HttpHeaders headers) {
    String accepted = request.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "");
    if (body.length <= THRESHOLD || !accepted.contains("gzip")) {
      return body;
    }
    headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
