package io.gridwright.proxmox.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One attempt of one call at one entry node, and the exact knowledge whether anything was sent.
 *
 * <p>The server closes an idle connection after 5 s and sometimes a busy one (every hundredth
 * answer, recycled workers), so that a reused connection may die between two calls. Reads are
 * pooled, for less than those 5 s, and may be repeated. A write always has a fresh connection: the
 * handshake costs little beside the work, and a lost answer then never is only a stale connection.
 */
final class Exchange implements AutoCloseable {
  private static final String SENT = "gridwright.sent";
  private static final TimeValue IDLE_AT_MOST = TimeValue.ofMilliseconds(3500);
  private static final int CONNECTIONS_PER_ENTRY = 32;
  private static final int LARGEST_BODY = 64 << 20;

  private final Timeouts timeouts;
  private final CloseableHttpClient reads;
  private final CloseableHttpClient writes;
  private final ScheduledExecutorService deadlines;

  Exchange(Trust trust, Timeouts timeouts) {
    this.timeouts = timeouts;
    TlsContext tls = TlsContext.of(trust);
    this.reads =
        client(tls)
            .setConnectionReuseStrategy(new LastConnectionHeaderRules())
            .setKeepAliveStrategy((response, context) -> IDLE_AT_MOST)
            .build();
    this.writes =
        client(tls).setConnectionReuseStrategy((request, response, context) -> false).build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "proxmox-deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  private HttpClientBuilder client(TlsContext tls) {
    Timeout connect = Timeout.of(timeouts.connect());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(
                new DefaultClientTlsStrategy(
                    tls.context(), HostnameVerificationPolicy.CLIENT, tls.verifier()))
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(connect)
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build())
            .setMaxConnPerRoute(CONNECTIONS_PER_ENTRY)
            .setMaxConnTotal(CONNECTIONS_PER_ENTRY * 8)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            SENT,
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(SENT, true);
              return chain.proceed(request, scope);
            });
  }

  /**
   * @throws NotSentException if no connection came about
   * @throws IOException if it broke, or fell silent, after the call was sent
   */
  Reply attempt(EntryNode entry, Call call, Map<String, String> headers) throws IOException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(call.method().name(), entry.resolve(call.pathAndQuery()));
    headers.forEach(request::setHeader);
    if (call.method().hasBody()) {
      request.setEntity(new ByteArrayEntity(call.body(), ContentType.APPLICATION_FORM_URLENCODED));
    }
    Duration limit = timeouts.of(call);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(limit))
            .setResponseTimeout(Timeout.of(limit))
            .build());
    return attempt(entry, call.method().writes() ? writes : reads, request, limit);
  }

  private Reply attempt(
      EntryNode entry, CloseableHttpClient client, HttpUriRequestBase request, Duration limit)
      throws IOException {
    HttpClientContext context = HttpClientContext.create();
    // The socket's own time-out starts anew with each byte; this one bounds the whole answer.
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            request::cancel, limit.plus(timeouts.connect()).toMillis(), TimeUnit.MILLISECONDS);
    AtomicReference<Reply> read = new AtomicReference<>();
    try {
      return client.execute(
          request,
          context,
          response -> {
            read.set(read(response));
            return read.get();
          });
    } catch (IOException e) {
      if (context.getAttribute(SENT) == null) {
        throw new NotSentException(entry, e);
      }
      if (read.get() != null) {
        // The body broke off, which the library reports when it cleans up after us.
        return read.get();
      }
      throw e;
    } finally {
      deadline.cancel(false);
    }
  }

  private static Reply read(ClassicHttpResponse response) throws IOException {
    String reason = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
    return new Reply(response.getCode(), reason, body(response));
  }

  private static byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try {
      byte[] body = EntityUtils.toByteArray(entity, LARGEST_BODY);
      return body == null ? new byte[0] : body;
    } catch (IOException broken) {
      if (response.getCode() == 200) {
        throw broken;
      }
      // The status was read: a failure whose text broke off is still that failure.
      return new byte[0];
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    reads.close(CloseMode.GRACEFUL);
    writes.close(CloseMode.GRACEFUL);
  }
}
