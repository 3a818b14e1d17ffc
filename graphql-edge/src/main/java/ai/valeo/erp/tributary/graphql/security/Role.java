package ai.valeo.erp.tributary.graphql.security;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people are, and what that lets them do. The README has the same table. */
public enum Role {
  /** Reads what is traded and how it goes, without personal data. */
  READER(
      Set.of(),
      "orders:read",
      "inventory:read",
      "customers:read",
      "mutations:read",
      "conflicts:read",
      "edge:read"),
  /** Books stock and takes orders. */
  CLERK(
      Set.of(),
      "orders:read",
      "inventory:read",
      "customers:read",
      "inventory:write",
      "orders:write"),
  /** Runs the operation: sees everything, decides conflicts, looks after edge nodes. */
  OPERATOR(Set.of(READER, CLERK), "customers:pii", "conflicts:resolve", "audit:read", "edge:admin"),
  /** May do everything. */
  ADMIN(Set.of(OPERATOR), "mutations:admin", "mutations:submit");

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set, of a fixed order
  private final Set<String> scopes;

  Role(Set<Role> others, String... own) {
    var all = new TreeSet<>(Set.of(own));
    others.forEach(other -> all.addAll(other.scopes));
    this.scopes = Collections.unmodifiableSet(all);
  }

  /** Names of the rights it gives. */
  public Set<String> scopes() {
    return scopes;
  }

  /** The role of a name in any case, or none. */
  static @Nullable Role of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null; // roles of other programs stand in the same claim
    }
  }
}
