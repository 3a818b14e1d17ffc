package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Tells a corrupt record from a registry that cannot be asked. */
public final class SerdeFailures {

  private static final int MAX_DEPTH = 20;

  private SerdeFailures() {}

  /**
   * Whether a serde's failure is the record's own fault, so that the record belongs in quarantine.
   * Otherwise the same record may succeed later, and the caller waits or stops; this includes
   * whatever is nobody's fault but the program's. Knows the failures of our serdes and those of
   * Confluent's.
   */
  public static boolean isRecordAtFault(Throwable failure) {
    boolean undecodable = false;
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_DEPTH; depth++) {
      Boolean verdict = verdict(each);
      if (verdict != null) {
        return verdict;
      }
      undecodable |= each instanceof SerializationException;
      each = each.getCause();
    }
    return undecodable;
  }

  private static @Nullable Boolean verdict(Throwable failure) {
    return switch (failure) {
      case RegistryException e -> e.isRecordAtFault();
      case RetriableException e -> false;
      case AuthenticationException e -> false;
      case AuthorizationException e -> false;
      case ConnectException e -> false;
      case SocketException e -> false;
      case UnknownHostException e -> false;
      case HttpTimeoutException e -> false;
      case Error e -> false;
      default -> null;
    };
  }
}
