package io.gridwright.api.request;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a document as an ETag, and back out of If-Match. */
public final class Versions {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

  private Versions() {}

  public static EntityTag tag(long version) {
    return new EntityTag(Long.toString(version));
  }

  /** The version that the sender saw: absent 428, not a tag of ours 412. */
  public static long required(String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw RefusedException.because(
          ProblemType.PRECONDITION_REQUIRED,
          "Send If-Match with the ETag of the version you have read.");
    }
    Matcher tag = TAG.matcher(ifMatch.trim());
    if (!tag.matches()) {
      throw RefusedException.because(
          ProblemType.PRECONDITION_FAILED,
          "If-Match is not the ETag of what stands here; read it again and send its ETag.");
    }
    return Long.parseLong(tag.group(1));
  }
}
