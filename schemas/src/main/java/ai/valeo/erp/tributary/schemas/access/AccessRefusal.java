package ai.valeo.erp.tributary.schemas.access;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Why a broker and a process do not come together although both are there: waiting does not help,
 * somebody has to mend it.
 *
 * @param kind what is refused
 * @param words the same in words, with the keys or the rights to look at; no secrets
 */
public record AccessRefusal(Kind kind, String words) {

  private static final int MAX_CAUSES = 20;

  /** What is refused. */
  public enum Kind {
    /** The broker does not take user and password, or whatever else shows who this is. */
    AUTHENTICATION,
    /** One of the two does not take the other's certificate. */
    CERTIFICATE,
    /** The broker knows who this is, and does not let it do that. */
    AUTHORIZATION
  }

  /** What a failure says about it; none if it says something else. */
  public static @Nullable AccessRefusal of(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      switch (cause) {
        case SslAuthenticationException tls -> {
          return new AccessRefusal(Kind.CERTIFICATE, certificate(tls));
        }
        case AuthenticationException unknown -> {
          return new AccessRefusal(
              Kind.AUTHENTICATION,
              "the broker refuses who this is (kafka.sasl.*): " + unknown.getMessage());
        }
        case AuthorizationException forbidden -> {
          return new AccessRefusal(Kind.AUTHORIZATION, authorization(forbidden));
        }
        default -> cause = cause.getCause();
      }
    }
    return null;
  }

  private static String certificate(SslAuthenticationException tls) {
    String root = String.valueOf(root(tls).getMessage());
    boolean isOfName = root.contains("subject alternative") || root.contains("No name matching");
    return isOfName
        ? "the broker's certificate is not of the name it was asked by (kafka.bootstrap.servers,"
            + " advertised.listeners): "
            + root
        : "a certificate is not trusted (kafka.ssl.*): " + root;
  }

  private static String authorization(AuthorizationException forbidden) {
    String what =
        switch (forbidden) {
          case TopicAuthorizationException topics when !topics.unauthorizedTopics().isEmpty() ->
              "on the topics " + topics.unauthorizedTopics();
          case GroupAuthorizationException group -> "on the group " + group.groupId();
          default -> String.valueOf(forbidden.getMessage());
        };
    return "the broker refuses a right: " + what;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < MAX_CAUSES; depth++) {
      root = root.getCause();
    }
    return root;
  }

  /** Kind and words, for logs and health. */
  @Override
  public String toString() {
    return kind + ": " + words;
  }
}
