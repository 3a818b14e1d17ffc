package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.json.DocumentSource;
import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Documents that clients name by their hash (automatic persisted queries, the protocol of Apollo).
 * A document is kept under no other name than its own hash, so nobody can put one in another's
 * place; the least used go first when there are too many. Any thread.
 */
final class KnownDocuments implements DocumentSource {

  /** Longer ones are not kept; they come along every time. */
  private static final int MOST_CHARS = 100_000;

  private final Cache<String, String> kept;
  private final boolean isKeeping;

  /**
   * No document yet.
   *
   * @param mostBytes memory for them; 0 = none are kept
   */
  KnownDocuments(long mostBytes) {
    this.isKeeping = mostBytes > 0;
    this.kept =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(mostBytes)
            .<String, String>weigher((hash, text) -> 2 * (hash.length() + text.length()))
            .build();
  }

  @Override
  public String document(@Nullable String query, @Nullable String sha256) {
    if (sha256 == null) {
      return AS_SENT.document(query, null);
    }
    if (query == null) {
      String known = kept.getIfPresent(sha256);
      if (known == null) {
        throw InvalidRequestException.persistedUnknown(isKeeping);
      }
      return known;
    }
    if (!sha256.equals(hash(query))) {
      throw InvalidRequestException.otherHash();
    }
    if (isKeeping && query.length() <= MOST_CHARS) {
      kept.put(sha256, query);
    }
    return query;
  }

  /** The hash of a document, hexadecimal. */
  static String hash(String query) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
