package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a client has written, for its later reads: the place of an entity's record among the records
 * of that entity, which is its version. To clients it is an opaque text.
 *
 * @param key the entity
 * @param version its version after the write, 1 or more
 * @param atMs when the token was made, milliseconds since 1970 UTC
 */
record ReadToken(EntityKey key, long version, long atMs) {

  /** Tokens in one request at most. */
  static final int MOST = 10;

  private static final int MOST_CHARS = 1_000;
  private static final int PARTS = 5;
  private static final String FORMAT = "1";

  /** The text for the client. */
  String text() {
    String plain =
        String.join(
            " ",
            FORMAT,
            Long.toString(atMs),
            Long.toString(version),
            key.entityType(),
            key.entityId());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The tokens of a text, between commas.
   *
   * @throws UserInputException if it is none of ours
   */
  static List<ReadToken> parse(String texts) {
    String[] parts = texts.split(",", MOST + 2);
    if (parts.length > MOST) {
      throw new UserInputException("readToken: more than " + MOST);
    }
    var tokens = new ArrayList<ReadToken>();
    for (String part : parts) {
      if (!part.isBlank()) {
        tokens.add(one(part.strip()));
      }
    }
    return tokens;
  }

  private static ReadToken one(String text) {
    try {
      if (text.length() <= MOST_CHARS) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        String[] parts = plain.split(" ", PARTS);
        if (parts.length == PARTS && parts[0].equals(FORMAT)) {
          return new ReadToken(
              new EntityKey(parts[3], parts[4]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[1]));
        }
      }
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
    throw unknown();
  }

  private static UserInputException unknown() {
    return new UserInputException("readToken: none of the centre's");
  }
}
