package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings.ClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From the claims of a token that holds to whom it stands for. Immutable. */
final class TokenClaims {

  /** Longest subject, in characters; it is written into every change. */
  private static final int MAX_SUBJECT_CHARS = 255;

  private final ClaimNames names;

  TokenClaims(ClaimNames names) {
    this.names = names;
  }

  /** Whom a token stands for. */
  Identity identity(JWTClaimsSet claims) {
    Map<String, Object> all = claims.getClaims();
    String subject = text(found(all, names.subject()));
    if (subject == null || subject.isBlank() || subject.length() > MAX_SUBJECT_CHARS) {
      throw new TokenRefusedException(
          TokenRefusedException.Reason.INVALID, "The token names no subject");
    }
    Set<String> roles = words(all, names.roles());
    Set<String> scopes = words(all, names.scopes());
    for (String name : roles) {
      Role role = Role.of(name);
      if (role != null) {
        scopes.addAll(role.scopes());
      }
    }
    Object warehouses = found(all, names.warehouses());
    Date end = claims.getExpirationTime();
    return new Identity(
        Identity.Kind.TOKEN,
        subject,
        roles,
        scopes,
        warehouses == null ? null : words(warehouses),
        end == null ? null : end.toInstant());
  }

  private static Set<String> words(Map<String, Object> claims, List<String> names) {
    var words = new TreeSet<String>();
    for (String name : names) {
      Object found = found(claims, name);
      if (found != null) {
        words.addAll(words(found));
      }
    }
    return words;
  }

  /** A list of texts, or one text with spaces between. */
  private static Set<String> words(Object claim) {
    var words = new TreeSet<String>();
    if (claim instanceof Collection<?> list) {
      list.forEach(word -> words.add(String.valueOf(word)));
    } else {
      for (String word : claim.toString().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }

  /** A claim of that very name, or the one its dots lead to. */
  private static @Nullable Object found(Map<?, ?> claims, String name) {
    Object whole = claims.get(name);
    int dot = name.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? found(inner, name.substring(dot + 1))
        : null;
  }

  private static @Nullable String text(@Nullable Object claim) {
    return claim instanceof String text ? text : null;
  }
}
