package ai.valeo.erp.tributary.graphql.fetch;

import graphql.language.Argument;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription begins.
 *
 * @param after the position after which it carries on; null = from now on
 * @param variable the variable that says so and is used for nothing else; null if there is none
 */
record Beginning(@Nullable String after, @Nullable String variable) {

  private static final String ARGUMENT = "after";

  static Beginning of(DataFetchingEnvironment field) {
    String after = field.getArgument(ARGUMENT);
    Argument argument =
        field.getField().getArguments().stream()
            .filter(one -> one.getName().equals(ARGUMENT))
            .findFirst()
            .orElse(null);
    boolean isVariable = argument != null && argument.getValue() instanceof VariableReference;
    String name =
        isVariable && argument != null ? ((VariableReference) argument.getValue()).getName() : null;
    boolean isUsedOnce = name != null && uses(field.getDocument(), name) == 1;
    return new Beginning(after, isUsedOnce ? name : null);
  }

  private static int uses(Node<?> node, String variable) {
    int uses =
        node instanceof VariableReference reference && reference.getName().equals(variable) ? 1 : 0;
    for (Node<?> child : node.getChildren()) {
      uses += uses(child, variable);
    }
    return uses;
  }
}
