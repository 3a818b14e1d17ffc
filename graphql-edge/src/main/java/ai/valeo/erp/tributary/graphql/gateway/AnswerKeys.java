package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of kept answers: a hash of who asked, of the question's normal form and of its variables.
 *
 * <p>Who asked is the whole token, hashed: the edge does not check signatures, so whoever wrote the
 * name of another into a token of his own would be given what is kept for the other.
 */
final class AnswerKeys {

  private AnswerKeys() {}

  /** The name of the answer that a caller got to a question in its normal form. */
  static String of(Caller caller, Question normal) {
    MessageDigest digest = sha256();
    String authorization = caller.authorization();
    digest.update(sha256().digest(bytes(authorization == null ? "" : authorization)));
    digest.update(bytes(normal.text()));
    digest.update((byte) 0);
    digest.update(Json.write(members(normal.variables())).getBytes());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The same with the members of all objects in order. */
  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> members(object);
      case List<?> list -> {
        var values = new ArrayList<@Nullable Object>();
        list.forEach(one -> values.add(sorted(one)));
        yield values;
      }
      case null, default -> value;
    };
  }

  private static Map<String, @Nullable Object> members(Map<?, ?> object) {
    var members = new TreeMap<String, @Nullable Object>();
    object.forEach((name, member) -> members.put(String.valueOf(name), sorted(member)));
    return members;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
