package io.gridwright.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of an instance: a file that rolls; the terminal has the lines that a person wants. */
final class Logs {
  private static final String PATTERN = "%d{ISO8601,UTC} %-5level [%thread] %logger{36}: %msg%n";
  private static final FileSize ROLL_AT = FileSize.valueOf("20MB");
  private static final int KEPT = 4;

  /** What tells of itself more than anyone reads. */
  private static final Map<String, Level> QUIET =
      Map.of(
          "io.grpc", Level.WARN,
          "io.netty", Level.WARN,
          "org.eclipse.jetty", Level.WARN,
          "org.flywaydb", Level.WARN,
          "io.temporal.internal.worker", Level.ERROR);

  /** Nothing is logged until {@link #into}: there is no folder yet. */
  static void hold() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    context().reset();
    context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  static void into(Path file) {
    var context = context();
    context.reset();
    QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(context, file));
  }

  private static RollingFileAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender(
      LoggerContext context, Path file) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var appender = new RollingFileAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    var window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(KEPT);
    window.start();
    var trigger = new SizeBasedTriggeringPolicy<ch.qos.logback.classic.spi.ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(ROLL_AT);
    trigger.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(trigger);
    appender.start();
    return appender;
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private Logs() {}
}
