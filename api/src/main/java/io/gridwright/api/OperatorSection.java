package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.engine.process.SecretFile;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code operator}: the first user of the role OPERATOR, made at start. Without a password file
 * none is made and none is changed.
 */
public final class OperatorSection {
  @NotEmpty @JsonProperty private String login = "operator";
  @JsonProperty private String passwordFile;

  public String login() {
    return login;
  }

  /** The file whose first line is the password; another content changes the password. */
  public Optional<Path> passwordFile() {
    return SecretFile.optional(passwordFile);
  }
}
