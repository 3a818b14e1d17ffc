package ai.valeo.erp.tributary.graphql.document;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.IntValue;
import graphql.language.Value;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @cacheControl} says.
 *
 * @param maxAgeSeconds how long an answer may be kept; -1 = not said
 * @param isPrivate whether only who asked for it may see it
 * @param inherits whether it is kept as long as what it is part of
 */
public record Caching(long maxAgeSeconds, boolean isPrivate, boolean inherits) {

  /** Nothing is said. */
  public static final Caching UNSAID = new Caching(-1, false, false);

  /** What the directive of a field or a type says. */
  static Caching of(DirectivesContainer<?> container) {
    for (Directive directive : container.getDirectives("cacheControl")) {
      long maxAge =
          value(directive, "maxAge") instanceof IntValue seconds
              ? seconds.getValue().longValue()
              : -1;
      boolean isPrivate =
          value(directive, "scope") instanceof EnumValue scope && scope.getName().equals("PRIVATE");
      boolean inherits =
          value(directive, "inheritMaxAge") instanceof BooleanValue flag && flag.isValue();
      return new Caching(maxAge, isPrivate, inherits);
    }
    return UNSAID;
  }

  private static @Nullable Value<?> value(Directive directive, String name) {
    Argument argument = directive.getArgument(name);
    return argument == null ? null : argument.getValue();
  }
}
