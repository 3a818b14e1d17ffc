package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.HostRule;
import ai.valeo.erp.tributary.graphql.peer.Host;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how instances ask each other. */
final class PeerKeys {

  private static final int LEAST_SECRET_CHARS = 16;
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private PeerKeys() {}

  /** The settings, or none where this instance is the only one. */
  static @Nullable PeerSettings of(SettingsReader reader) {
    Host listen = new Host(reader.text(PeerKey.HOST), reader.whole(PeerKey.PORT));
    String secret = reader.text(PeerKey.SECRET);
    PeerSettings.Tls tls = tls(reader);
    PeerSettings settings =
        new PeerSettings(
            listen,
            advertised(reader, listen),
            secret,
            tls,
            reader.ms(PeerKey.TIMEOUT_MS),
            reader.whole(PeerKey.FAN_OUT),
            reader.ms(PeerKey.STALENESS_MS));
    if (listen.port() == 0) {
      return null;
    }
    if (!secret.isEmpty() && secret.length() < LEAST_SECRET_CHARS) {
      reader.problem(
          PeerKey.SECRET.key(), "too short (expected: at least " + LEAST_SECRET_CHARS + " chars)");
    }
    if (secret.isEmpty() && tls == null && !HostRule.isLoopback(listen.name())) {
      reader.problem(
          PeerKey.SECRET.key(),
          "missing (expected: a secret or certificates, to be reached there)");
    }
    return settings;
  }

  private static Host advertised(SettingsReader reader, Host listen) {
    String text =
        reader.text(
            PeerKey.ADVERTISED,
            value -> value.isEmpty() || value.matches("[^\\s/]+:\\d{1,5}"),
            "host:port");
    if (!text.isEmpty()) {
      int colon = text.lastIndexOf(':');
      return new Host(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
    if (listen.port() != 0 && EVERYWHERE.contains(listen.name())) {
      reader.problem(PeerKey.ADVERTISED.key(), "missing (expected: where the others find it)");
    }
    return listen;
  }

  private static PeerSettings.@Nullable Tls tls(SettingsReader reader) {
    List<Path> files =
        PemFiles.of(
            reader, List.of(PeerKey.TLS_CERTIFICATE, PeerKey.TLS_KEY, PeerKey.TLS_AUTHORITY));
    return files == null ? null : new PeerSettings.Tls(files.get(0), files.get(1), files.get(2));
  }
}
