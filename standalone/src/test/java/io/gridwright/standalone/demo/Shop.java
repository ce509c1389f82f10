package io.gridwright.standalone.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The sample configuration through the public API, for tests of the launcher. */
public final class Shop {
  private final Tour tour;

  public Shop(String api) {
    this.tour =
        new Tour(api, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }

  public String signUp() {
    return tour.signUp();
  }

  /** Orders it and returns its id when it runs. */
  public String order(String token) {
    return tour.order(token);
  }

  /** Who answered how many pages, fetched through the balancer. */
  public Map<String, Integer> pages(String token, String configuration, int count) {
    return tour.pages(token, configuration, count);
  }

  public String state(String token, String configuration) {
    return tour.state(token, configuration);
  }

  public void delete(String token, String configuration) {
    tour.delete(token, configuration);
  }
}
