package ai.valeo.erp.tributary.graphql.security;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and how often.
 *
 * @param tokens whose tokens hold, or none where nobody has to show one
 * @param rates how often a client may ask
 * @param documents which documents are answered
 * @param origins pages of which other origins may ask; {@code *} = all
 * @param get what a GET needs
 * @param logsAccess whether reads of personal data are written down
 * @param timeout longest time of a query or mutation
 */
public record SecuritySettings(
    @Nullable Tokens tokens,
    Rates rates,
    Documents documents,
    Set<String> origins,
    Get get,
    boolean logsAccess,
    Duration timeout) {

  /** Where nothing is configured: nobody has to show who they are. */
  public static final SecuritySettings OPEN =
      new SecuritySettings(
          null,
          new Rates(null, null, null, null),
          new Documents(null, 8 << 20),
          Set.of(),
          Get.OPEN,
          true,
          Duration.ofSeconds(10));

  /**
   * Whose tokens hold.
   *
   * @param issuer the only issuer
   * @param audiences one of which a token must be for
   * @param keys where the issuer's keys are
   * @param algorithms names of the signature algorithms taken
   * @param skew how far clocks may differ
   * @param claims where in a token what stands
   */
  public record Tokens(
      String issuer,
      Set<String> audiences,
      Keys keys,
      Set<String> algorithms,
      Duration skew,
      ClaimNames claims) {

    public Tokens {
      audiences = Set.copyOf(audiences);
      algorithms = Set.copyOf(algorithms);
    }
  }

  /**
   * Where the issuer's keys are.
   *
   * @param url its JWKS document
   * @param copy file that keeps the last good one over restarts, or none
   * @param refresh how long keys are used without asking again
   * @param cooldown least time between two looks because of an unknown key
   * @param timeout longest time of one look
   */
  public record Keys(
      URI url, @Nullable Path copy, Duration refresh, Duration cooldown, Duration timeout) {}

  /**
   * Where in a token what stands; a name with dots leads into objects.
   *
   * @param subject who it is
   * @param roles lists of role names
   * @param scopes lists of rights, or texts of them with spaces between
   * @param warehouses list of the only warehouses
   */
  public record ClaimNames(
      String subject, List<String> roles, List<String> scopes, String warehouses) {

    public ClaimNames {
      roles = List.copyOf(roles);
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * How often a client may ask; none = as often as it likes.
   *
   * @param queries queries
   * @param mutations mutations
   * @param subscriptions subscriptions begun
   * @param failures requests of an address with tokens that do not hold
   */
  public record Rates(
      @Nullable Rate queries,
      @Nullable Rate mutations,
      @Nullable Rate subscriptions,
      @Nullable Rate failures) {}

  /**
   * Which documents are answered.
   *
   * @param list file with the only ones, or none
   * @param persistedBytes memory for documents that clients name by their hash; 0 = none
   */
  public record Documents(@Nullable Path list, long persistedBytes) {}

  /** What a GET needs. */
  public enum Get {
    /** Nothing, but not from a page of another site. */
    OPEN,
    /** A header that a page of another origin cannot send without asking first. */
    PREFLIGHT,
    /** There is none. */
    OFF
  }

  public SecuritySettings {
    origins = Set.copyOf(origins);
  }
}
