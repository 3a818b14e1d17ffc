package ai.valeo.erp.tributary.schemas.signing;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a process knows. As text one key a line, {@code #} begins a comment:
 *
 * <pre>
 * # id           node     secret (base64, 32 bytes or more)             from        until
 * hamburg-2026a  hamburg  sYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA0xGk=
 * hamburg-2026b  hamburg  0xGkYd1bp3pVQ3l1rM3rYhU6KqX9cQ2wT8nB5vE7zA8=  2026-11-01T00:00:00Z
 * centre-1       *        T8nB5vE7zA0xGksYd1bp3pVQ3l1rM3rYhU6KqX9cQ2w=  -  2027-06-30T00:00:00Z
 * </pre>
 *
 * <p>Immutable.
 */
public final class SigningKeys {

  /** As strong as the hash. */
  public static final int MIN_SECRET_BYTES = 32;

  static final String ALGORITHM = "HmacSHA256";

  private static final int MAX_KEYS = 1_000_000;
  private static final String OPEN = "-";
  private static final String NAME = "[\\w.@-]{1,100}";

  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final Map<String, SigningKey> byId;
  private final Map<String, List<SigningKey>> byNode = new HashMap<>();

  private SigningKeys(SequencedMap<String, SigningKey> byId) {
    this.byId = byId;
    byId.values()
        .forEach(key -> byNode.computeIfAbsent(key.node(), node -> new ArrayList<>()).add(key));
  }

  /**
   * Keys out of the lines of a file.
   *
   * @throws SettingsException naming every line that is none; never a secret
   */
  public static SigningKeys parse(List<String> lines) {
    var keys = new LinkedHashMap<String, SigningKey>();
    var problems = new ArrayList<String>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        SigningKey key = key(line.split("\\s+"));
        if (keys.putIfAbsent(key.id(), key) != null) {
          problems.add("line " + number + ": " + key.id() + " (expected: each id once)");
        }
      } catch (IllegalArgumentException e) {
        problems.add("line " + number + ": " + e.getMessage());
      }
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add("no key (expected: one or more)");
    }
    if (keys.size() > MAX_KEYS) {
      problems.add(keys.size() + " keys (expected: up to " + MAX_KEYS + ")");
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new SigningKeys(keys);
  }

  private static SigningKey key(String[] words) {
    if (words.length < 3 || words.length > 5) {
      throw new IllegalArgumentException(
          words.length + " words (expected: id node secret [from [until]])");
    }
    if (!words[0].matches(NAME)) {
      throw new IllegalArgumentException("id (expected: up to 100 of A-Z a-z 0-9 _.@-)");
    }
    if (!words[1].equals(SigningKey.ANY_NODE) && !words[1].matches(NAME)) {
      throw new IllegalArgumentException(
          "node (expected: * or up to 100 of A-Z a-z 0-9 _.@-, without incarnation)");
    }
    return new SigningKey(
        words[0],
        words[1],
        secret(words[2]),
        words.length > 3 ? time("from", words[3], Instant.EPOCH) : Instant.EPOCH,
        words.length > 4 ? time("until", words[4], END) : END);
  }

  private static Instant time(String name, String word, Instant open) {
    try {
      return word.equals(OPEN) ? open : Instant.parse(word);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + ": " + word + " (expected: - or a time such as 2026-11-01T00:00:00Z)", e);
    }
  }

  private static SecretKey secret(String word) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(word);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("secret: *** (expected: base64)", e);
    }
    if (bytes.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret: " + bytes.length + " bytes (expected: " + MIN_SECRET_BYTES + " or more)");
    }
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  /** The key of a name, or none. */
  public @Nullable SigningKey key(String id) {
    return byId.get(id);
  }

  /**
   * The key that a node signs with at a time: of its own that hold, the one that began last, and of
   * several the one that stands last; if none holds, likewise of those for everybody. None if none.
   */
  public @Nullable SigningKey current(String node, long nowMs) {
    SigningKey own = latest(node, nowMs);
    return own == null ? latest(SigningKey.ANY_NODE, nowMs) : own;
  }

  private @Nullable SigningKey latest(String node, long nowMs) {
    SigningKey best = null;
    for (SigningKey key : byNode.getOrDefault(node, List.of())) {
      if (key.holdsAt(nowMs) && (best == null || !key.notBefore().isBefore(best.notBefore()))) {
        best = key;
      }
    }
    return best;
  }

  /** Whether there is a key that signs for a node, whether it holds now or not. */
  public boolean has(String node) {
    return byNode.containsKey(node) || byNode.containsKey(SigningKey.ANY_NODE);
  }

  /** Whether there is a key of this very name. */
  public boolean hasOwn(String node) {
    return byNode.containsKey(node);
  }

  /** How many there are. */
  public int size() {
    return byId.size();
  }
}
