package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.HostRule;
import ai.valeo.erp.tributary.graphql.security.Rate;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The keys that say who may ask a server, and how often. */
final class SecurityKeys {

  private static final String LOCAL = "local";
  private static final String JWT = "jwt";

  /** Signatures of key pairs; the others need a secret that an issuer does not give away. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
          "Ed25519");

  private final List<SettingKey> all = new ArrayList<>();
  private final SettingKey mode;
  private final TokenKeys tokens;
  private final SettingKey origins;
  private final SettingKey get;
  private final RateKeys rates;
  private final SettingKey list;
  private final SettingKey persisted;
  private final SettingKey access;
  private final SettingKey timeout;

  SecurityKeys(String server) {
    String prefix = server + "security.";
    mode =
        add(
            Setting.oneOf(
                prefix + "mode",
                List.of(LOCAL, JWT, "none"),
                "Who may ask: whoever is on this machine (refused on other addresses), who has a"
                    + " token, or whoever reaches it."));
    tokens = new TokenKeys(prefix);
    origins =
        text(
            prefix + "cors.origins",
            "",
            "Other origins whose pages may ask, with commas between; * = all.");
    get =
        add(
            Setting.oneOf(
                prefix + "get",
                List.of("open", "preflight", "off"),
                "Whether GET is answered: but to pages of other sites, only with a header like"
                    + " Apollo-Require-Preflight, or not."));
    rates = new RateKeys(prefix);
    list =
        text(
            prefix + "documents.file",
            "",
            "File with the only documents that are answered; empty = all are.");
    persisted =
        whole(
            prefix + "documents.persisted.bytes",
            8 << 20,
            new Whole(0, 1L << 30),
            "Memory for documents that clients name by their hash; 0 = none.");
    access =
        add(
            Setting.flag(
                prefix + "access.log",
                true,
                "Whether reads of personal data are written to the log tributary.access."));
    timeout =
        whole(
            prefix + "timeout.ms",
            10_000,
            new Whole(10, 600_000),
            "Longest time of a query or mutation.");
  }

  List<SettingKey> all() {
    return List.copyOf(all);
  }

  /**
   * Who may ask.
   *
   * @param host where the server listens
   */
  SecuritySettings read(SettingsReader reader, String host) {
    String chosen = reader.text(mode);
    if (chosen.equals(LOCAL) && !HostRule.isLoopback(host)) {
      reader.problem(
          mode.key(),
          "others reach " + host + ": say jwt, or none if everybody there may do everything");
    }
    String file = reader.text(list, one -> one.isEmpty() || isFile(one), "a file that exists");
    return new SecuritySettings(
        chosen.equals(JWT) ? tokens.read(reader) : null,
        rates.read(reader),
        new SecuritySettings.Documents(
            file.isEmpty() ? null : Path.of(file), reader.number(persisted)),
        reader.list(origins),
        SecuritySettings.Get.valueOf(reader.text(get).toUpperCase(Locale.ROOT)),
        reader.flag(access),
        reader.ms(timeout));
  }

  private static boolean isFile(String path) {
    return Files.isRegularFile(Path.of(path));
  }

  private SettingKey add(Setting setting) {
    SettingKey key = () -> setting;
    all.add(key);
    return key;
  }

  private SettingKey text(String key, String normal, String meaning) {
    return add(Setting.text(key, normal, meaning));
  }

  private SettingKey whole(String key, long normal, Whole bounds, String meaning) {
    return add(Setting.whole(key, normal, bounds, meaning));
  }

  private final class TokenKeys {
    final SettingKey issuer;
    final SettingKey audience;
    final SettingKey url;
    final SettingKey copy;
    final SettingKey refresh;
    final SettingKey cooldown;
    final SettingKey timeout;
    final SettingKey algorithms;
    final SettingKey skew;
    final SettingKey subject;
    final SettingKey roles;
    final SettingKey scopes;
    final SettingKey warehouses;

    TokenKeys(String prefix) {
      issuer = text(prefix + "issuer", "", "The only issuer of tokens, as their claim iss has it.");
      audience =
          text(
              prefix + "audience",
              "tributary",
              "A token must be for one of these, with commas between.");
      url = text(prefix + "jwks.url", "", "Where the issuer's keys are: http, https or file.");
      copy =
          text(
              prefix + "jwks.copy",
              "",
              "File that keeps the last keys, for a start without a network; empty = none.");
      refresh =
          whole(
              prefix + "jwks.refresh.seconds",
              300,
              new Whole(1, 86_400),
              "How long keys are used without asking again.");
      cooldown =
          whole(
              prefix + "jwks.cooldown.seconds",
              10,
              new Whole(1, 3_600),
              "Least time between two looks because of an unknown key.");
      timeout =
          whole(
              prefix + "jwks.timeout.ms",
              2_000,
              new Whole(100, 60_000),
              "Longest time for the issuer's answer.");
      algorithms =
          text(
              prefix + "algorithms",
              "RS256,PS256,ES256,EdDSA",
              "Signature algorithms taken, with commas between.");
      skew =
          whole(
              prefix + "skew.seconds",
              30,
              new Whole(0, 600),
              "How far the issuer's clock may differ.");
      subject = text(prefix + "claims.subject", "sub", "Claim that says who it is.");
      roles =
          text(
              prefix + "claims.roles",
              "roles,realm_access.roles",
              "Claims with names of roles; dots lead into objects.");
      scopes =
          text(prefix + "claims.scopes", "scope,scp,permissions", "Claims with names of scopes.");
      warehouses =
          text(
              prefix + "claims.warehouses",
              "warehouses",
              "Claim with the only warehouses; a token without it sees all.");
    }

    SecuritySettings.Tokens read(SettingsReader reader) {
      SortedSet<String> taken = reader.list(algorithms);
      if (taken.isEmpty() || !ALGORITHMS.containsAll(taken)) {
        reader.problem(algorithms.key(), taken + " (expected: some of " + ALGORITHMS + ")");
      }
      SortedSet<String> audiences = reader.list(audience);
      if (audiences.isEmpty()) {
        reader.problem(audience.key(), "missing");
      }
      return new SecuritySettings.Tokens(
          reader.required(issuer),
          audiences,
          keys(reader),
          taken,
          Duration.ofSeconds(reader.number(skew)),
          new SecuritySettings.ClaimNames(
              reader.text(subject),
              List.copyOf(reader.list(roles)),
              List.copyOf(reader.list(scopes)),
              reader.text(warehouses)));
    }

    private SecuritySettings.Keys keys(SettingsReader reader) {
      reader.required(url);
      String where =
          reader.text(
              url, one -> one.isEmpty() || isUrl(one), "an address with http, https or file");
      String kept = reader.text(copy);
      return new SecuritySettings.Keys(
          URI.create(where.isEmpty() ? "http://missing.invalid" : where),
          kept.isEmpty() ? null : Path.of(kept),
          Duration.ofSeconds(reader.number(refresh)),
          Duration.ofSeconds(reader.number(cooldown)),
          reader.ms(timeout));
    }

    private static boolean isUrl(String text) {
      try {
        URI address = URI.create(text);
        return address.getScheme() != null
            && Set.of("http", "https", "file").contains(address.getScheme());
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  private final class RateKeys {
    final SettingKey queries;
    final SettingKey mutations;
    final SettingKey subscriptions;
    final SettingKey failures;

    RateKeys(String server) {
      String prefix = server + "rate.";
      queries = text(prefix + "queries", "", "Queries of a client, such as 100,1m; empty = any.");
      mutations = text(prefix + "mutations", "", "Mutations of a client; empty = any.");
      subscriptions =
          text(prefix + "subscriptions", "", "Subscriptions a client begins; empty = any.");
      failures =
          text(
              prefix + "failures",
              "20,1m",
              "Tokens of an address that do not hold, before none is looked at; empty = any.");
    }

    SecuritySettings.Rates read(SettingsReader reader) {
      return new SecuritySettings.Rates(
          rate(reader, queries),
          rate(reader, mutations),
          rate(reader, subscriptions),
          rate(reader, failures));
    }

    private static @Nullable Rate rate(SettingsReader reader, SettingKey key) {
      String text = reader.text(key, one -> one.isEmpty() || Rate.isRate(one), Rate.EXPECTED);
      return text.isEmpty() ? null : Rate.of(text);
    }
  }
}
