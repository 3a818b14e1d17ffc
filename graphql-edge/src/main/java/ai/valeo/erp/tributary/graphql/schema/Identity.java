package ai.valeo.erp.tributary.graphql.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is answered for, and what they may do. Immutable.
 *
 * @param kind how they are known
 * @param subject who, e.g. the {@code sub} of a token; written into what they change
 * @param roles names of their roles; what counts is the scopes
 * @param scopes names of their rights, e.g. {@code orders:read}
 * @param warehouses the only warehouses whose rows they see and change; null = all of them
 * @param expiresAt when they have to show who they are again; null = never
 */
public record Identity(
    Kind kind,
    String subject,
    Set<String> roles,
    Set<String> scopes,
    @Nullable Set<String> warehouses,
    @Nullable Instant expiresAt) {

  private static final Identity LOCAL =
      new Identity(Kind.LOCAL, "local", Set.of(), Set.of(), null, null);
  private static final Identity ANONYMOUS =
      new Identity(Kind.ANONYMOUS, "anonymous", Set.of(), Set.of(), Set.of(), null);

  /** How somebody is known. */
  public enum Kind {
    /** Security is off: whoever reaches the server may do everything. */
    LOCAL,
    /** Security is on, and no token was shown. */
    ANONYMOUS,
    /** By a token that holds. */
    TOKEN
  }

  public Identity {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
    warehouses = warehouses == null ? null : Collections.unmodifiableSet(new TreeSet<>(warehouses));
  }

  /** Where security is off: everything is allowed. */
  public static Identity local() {
    return LOCAL;
  }

  /** Where security is on and nobody has shown who they are: only what is public. */
  public static Identity anonymous() {
    return ANONYMOUS;
  }

  /** Whether it is known who asks. */
  public boolean isAuthenticated() {
    return kind != Kind.ANONYMOUS;
  }

  /** Whether they have a right. */
  public boolean has(String scope) {
    return kind == Kind.LOCAL || scopes.contains(scope);
  }

  /** Whether no warehouse is hidden from them. */
  public boolean seesAllWarehouses() {
    return warehouses == null;
  }

  /**
   * Whether they may see and change what belongs to a warehouse.
   *
   * @param warehouseId the warehouse; null = it belongs to none, which only those see who see all
   */
  public boolean seesWarehouse(@Nullable String warehouseId) {
    return warehouses == null || (warehouseId != null && warehouses.contains(warehouseId));
  }
}
