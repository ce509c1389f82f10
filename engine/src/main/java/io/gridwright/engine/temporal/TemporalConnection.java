package io.gridwright.engine.temporal;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An open connection to Temporal: made without waiting for the server to answer. */
public final class TemporalConnection implements AutoCloseable {
  private final TemporalSettings settings;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(TemporalSettings settings, Scope metrics) {
    this.settings = settings;
    this.stubs = WorkflowServiceStubs.newServiceStubs(options(settings, metrics));
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(settings.namespace())
                .setDataConverter(converter())
                .build());
  }

  public static TemporalConnection open(TemporalSettings settings) {
    return open(settings, new NoopScope());
  }

  /**
   * Opens it.
   *
   * @param metrics where client and workers count and time what they do; see {@link
   *     TemporalMetrics}
   */
  public static TemporalConnection open(TemporalSettings settings, Scope metrics) {
    return new TemporalConnection(settings, metrics);
  }

  public WorkflowClient client() {
    return client;
  }

  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  public String namespace() {
    return settings.namespace();
  }

  /** {@code host:port}, as configured. */
  public String target() {
    return settings.target();
  }

  /** Administration of the same server, over the same channel and under the same key. */
  OperatorServiceStubs operator() {
    var builder = OperatorServiceStubsOptions.newBuilder().setChannel(stubs.getRawChannel());
    settings.apiKeyFile().ifPresent(file -> builder.addApiKey(() -> contentOf(file)));
    return OperatorServiceStubs.newServiceStubs(builder.validateAndBuildWithDefaults());
  }

  /** Schedules of the same namespace; the in-process server has none. */
  public ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        stubs,
        ScheduleClientOptions.newBuilder()
            .setNamespace(settings.namespace())
            .setDataConverter(converter())
            .build());
  }

  /** Whether the server answers within {@code patience}. */
  public boolean answers(Duration patience) {
    try {
      stubs
          .blockingStub()
          .withWaitForReady()
          .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException away) {
      return false;
    }
  }

  /**
   * Whether the server has our namespace; a development server makes it a moment after it answers.
   */
  public boolean namespaceExists() {
    try {
      requireNamespace();
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  /**
   * Returns if the server answers and has our namespace.
   *
   * @throws StatusRuntimeException otherwise, with the server's or the network's words
   */
  public void requireNamespace() {
    stubs
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }

  private static DataConverter converter() {
    return PayloadConversion.converter();
  }

  private static WorkflowServiceStubsOptions options(TemporalSettings settings, Scope metrics) {
    var builder =
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(settings.target())
            .setMetricsScope(metrics);
    settings.tls().ifPresent(tls -> builder.setSslContext(contextOf(tls)));
    settings.apiKeyFile().ifPresent(file -> builder.addApiKey(() -> contentOf(file)));
    return builder.validateAndBuildWithDefaults();
  }

  private static SslContext contextOf(TemporalSettings.Tls tls) {
    try {
      var context =
          GrpcSslContexts.forClient().keyManager(tls.certificate().toFile(), tls.key().toFile());
      tls.authority().ifPresent(authority -> context.trustManager(authority.toFile()));
      return context.build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The certificate or key of Temporal cannot be read; check " + tls, unreadable);
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The API key of Temporal cannot be read from " + file, unreadable);
    }
  }
}
