package ai.valeo.erp.tributary.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How the client says who it is. */
public sealed interface RegistryCredentials {

  /** The value of the {@code Authorization} header, or none. */
  @Nullable String header();

  /** Nobody in particular. */
  record None() implements RegistryCredentials {
    @Override
    public @Nullable String header() {
      return null;
    }
  }

  /**
   * A user with a password.
   *
   * @param user the user
   * @param password the password, never printed
   */
  record Basic(String user, String password) implements RegistryCredentials {
    @Override
    public String header() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + ", password=***]";
    }
  }

  /**
   * The bearer of a token.
   *
   * @param token the token, never printed
   */
  record Bearer(String token) implements RegistryCredentials {
    @Override
    public String header() {
      return "Bearer " + token;
    }

    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }
}
