package ai.valeo.erp.tributary.graphql.schema;

import graphql.language.StringValue;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLDirectiveContainer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a part of the schema asks of its caller, by its directives.
 *
 * @param isForKnown whether only callers who are known get it
 * @param anyOf for each directive that names scopes, lists of which one must be had as a whole
 */
record Requirement(boolean isForKnown, List<List<Set<String>>> anyOf) {

  /** Everybody gets it. */
  static final Requirement NONE = new Requirement(false, List.of());

  private static final String AUTHENTICATED = "authenticated";
  private static final String REQUIRES_SCOPES = "requiresScopes";
  private static final String SCOPES = "scopes";

  Requirement {
    anyOf = List.copyOf(anyOf);
  }

  /** What the directives on a type or a field ask. */
  static Requirement of(GraphQLDirectiveContainer part) {
    boolean isForKnown = part.hasAppliedDirective(AUTHENTICATED);
    GraphQLAppliedDirective scopes = part.getAppliedDirective(REQUIRES_SCOPES);
    if (scopes == null) {
      return isForKnown ? new Requirement(true, List.of()) : NONE;
    }
    Object lists = Objects.requireNonNull(scopes.getArgument(SCOPES)).getValue();
    var alternatives = new ArrayList<Set<String>>();
    for (Object list : (Collection<?>) lists) {
      var needed = new LinkedHashSet<String>();
      ((Collection<?>) list).forEach(scope -> needed.add(text(scope)));
      alternatives.add(needed);
    }
    return new Requirement(true, List.of(List.copyOf(alternatives)));
  }

  /** Scalars of federation come as they stand in the SDL. */
  private static String text(Object scope) {
    return String.valueOf(scope instanceof StringValue literal ? literal.getValue() : scope);
  }

  /** Both of them. */
  Requirement and(Requirement other) {
    if (other.equals(NONE) || equals(other)) {
      return this;
    }
    var both = new LinkedHashSet<>(anyOf);
    both.addAll(other.anyOf);
    return new Requirement(isForKnown || other.isForKnown, List.copyOf(both));
  }

  boolean isMetBy(Identity caller) {
    if (isForKnown && !caller.isAuthenticated()) {
      return false;
    }
    for (List<Set<String>> alternatives : anyOf) {
      if (alternatives.stream().noneMatch(needed -> needed.stream().allMatch(caller::has))) {
        return false;
      }
    }
    return true;
  }
}
