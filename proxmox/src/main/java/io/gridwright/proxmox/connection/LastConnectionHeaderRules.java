package io.gridwright.proxmox.connection;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Every answer that came through the local daemon carries {@code Connection: close} and then {@code
 * Connection: Keep-Alive}, and the server keeps the connection open: the last one rules (PVE-D12).
 */
final class LastConnectionHeaderRules extends DefaultConnectionReuseStrategy {
  @Override
  public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
    Header last = response.getLastHeader(HttpHeaders.CONNECTION);
    if (last == null || response.countHeaders(HttpHeaders.CONNECTION) == 1) {
      return super.keepAlive(request, response, context);
    }
    BasicHttpResponse view = new BasicHttpResponse(response.getCode());
    view.setVersion(response.getVersion());
    view.setHeaders(response.getHeaders());
    view.removeHeaders(HttpHeaders.CONNECTION);
    view.addHeader(last);
    return super.keepAlive(request, view, context);
  }
}
