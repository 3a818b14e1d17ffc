package ai.valeo.erp.tributary.graphql.schema;

import graphql.introspection.Introspection;
import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What answering a document may take at most: computed once for a document, for any variables, by
 * {@code @cost} and {@code @listSize} of the schema. A list counts as often as its page size says;
 * where that is a variable, as often as the largest page. The document must be valid, so that
 * fragments have no cycles.
 */
final class QueryCost {

  /** Page size where a variable gives it. */
  static final int LARGEST_PAGE = 200;

  /** Assumed length of a list that has no page size, such as the lines of an order. */
  static final int USUAL_LIST = 10;

  private static final String COST = "cost";
  private static final String WEIGHT = "weight";
  private static final String LIST_SIZE = "listSize";
  private static final String SLICING = "slicingArguments";
  private static final String ASSUMED = "assumedSize";
  private static final long CEILING = Integer.MAX_VALUE;

  private final GraphQLSchema schema;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, Size> known = new HashMap<>();

  private QueryCost(GraphQLSchema schema, Document document) {
    this.schema = schema;
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
  }

  /**
   * Size of a document or a part of it.
   *
   * @param depth fields one inside the other
   * @param aliases aliased fields
   * @param cost fields the answer may have
   */
  record Size(int depth, long aliases, long cost) {

    static final Size NOTHING = new Size(0, 0, 0);

    Size beside(Size other) {
      return new Size(
          Math.max(depth, other.depth),
          Math.min(CEILING, aliases + other.aliases),
          Math.min(CEILING, cost + other.cost));
    }

    Size below(boolean isAliased, long weight, int times) {
      return new Size(
          depth + 1,
          Math.min(CEILING, aliases + (isAliased ? 1 : 0)),
          Math.min(CEILING, weight + cost * times));
    }
  }

  /** Size of the largest operation of a valid document. */
  static Size of(GraphQLSchema schema, Document document) {
    QueryCost walk = new QueryCost(schema, document);
    Size largest = Size.NOTHING;
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      Size size = walk.size(operation.getSelectionSet(), walk.root(operation));
      largest =
          new Size(
              Math.max(largest.depth, size.depth),
              Math.max(largest.aliases, size.aliases),
              Math.max(largest.cost, size.cost));
    }
    return largest;
  }

  private @Nullable GraphQLFieldsContainer root(OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  private Size size(@Nullable SelectionSet selections, @Nullable GraphQLFieldsContainer parent) {
    Size sum = Size.NOTHING;
    if (selections == null || parent == null) {
      return sum;
    }
    for (Selection<?> selection : selections.getSelections()) {
      sum =
          sum.beside(
              switch (selection) {
                case Field field -> size(field, parent);
                case InlineFragment inline -> size(inline.getSelectionSet(), parent);
                case FragmentSpread spread -> size(spread, parent);
                default -> Size.NOTHING;
              });
    }
    return sum;
  }

  private Size size(FragmentSpread spread, GraphQLFieldsContainer parent) {
    Size size = known.get(spread.getName());
    if (size == null) {
      FragmentDefinition fragment = fragments.get(spread.getName());
      size = fragment == null ? Size.NOTHING : size(fragment.getSelectionSet(), parent);
      known.put(spread.getName(), size);
    }
    return size;
  }

  private Size size(Field field, GraphQLFieldsContainer parent) {
    boolean isAliased = field.getAlias() != null;
    if (field.getName().startsWith("__")) {
      return new Size(1, isAliased ? 1 : 0, 1);
    }
    GraphQLFieldDefinition definition =
        Introspection.getFieldDefinition(schema, parent, field.getName());
    GraphQLType bare = GraphQLTypeUtil.unwrapAll(definition.getType());
    Size children =
        bare instanceof GraphQLFieldsContainer container
            ? size(field.getSelectionSet(), container)
            : Size.NOTHING;
    return children.below(isAliased, weight(definition, bare), times(field, definition));
  }

  /** What the field itself costs: what it says, else what its type says, else 1. */
  private static long weight(GraphQLFieldDefinition definition, GraphQLType bare) {
    Integer own = number(definition.getAppliedDirective(COST), WEIGHT);
    if (own != null) {
      return Math.max(0, own);
    }
    Integer ofType =
        bare instanceof GraphQLDirectiveContainer container
            ? number(container.getAppliedDirective(COST), WEIGHT)
            : null;
    return ofType == null ? 1 : Math.max(0, ofType);
  }

  private static @Nullable Integer number(
      @Nullable GraphQLAppliedDirective directive, String argument) {
    GraphQLAppliedDirectiveArgument given =
        directive == null ? null : directive.getArgument(argument);
    return given != null && given.getValue() instanceof Integer number ? number : null;
  }

  private static int times(Field field, GraphQLFieldDefinition definition) {
    GraphQLAppliedDirective size = definition.getAppliedDirective(LIST_SIZE);
    if (size != null) {
      for (GraphQLArgument argument : definition.getArguments()) {
        if (slices(size, argument.getName())) {
          return pageSize(field, argument);
        }
      }
      Integer assumed = number(size, ASSUMED);
      if (assumed != null) {
        return Math.max(1, assumed);
      }
    }
    return timesByName(field, definition);
  }

  private static boolean slices(GraphQLAppliedDirective size, String argument) {
    GraphQLAppliedDirectiveArgument slicing = size.getArgument(SLICING);
    return slicing != null
        && slicing.getValue() instanceof Collection<?> names
        && names.contains(argument);
  }

  private static int timesByName(Field field, GraphQLFieldDefinition definition) {
    GraphQLArgument page = definition.getArgument("first");
    if (page == null) {
      page = definition.getArgument("limit");
    }
    if (page != null) {
      return pageSize(field, page);
    }
    boolean isPage = definition.getName().equals("nodes");
    return isList(definition.getType()) && !isPage ? assumed(definition) : 1;
  }

  /** What {@code @listSize(assumedSize)} says of a list. */
  private static int assumed(GraphQLFieldDefinition definition) {
    GraphQLAppliedDirective directive = definition.getAppliedDirective("listSize");
    GraphQLAppliedDirectiveArgument size =
        directive == null ? null : directive.getArgument("assumedSize");
    Integer assumed = size == null ? null : size.<Integer>getValue();
    return assumed == null ? USUAL_LIST : assumed;
  }

  private static int pageSize(Field field, GraphQLArgument page) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(page.getName())) {
        return argument.getValue() instanceof IntValue number
            ? number.getValue().min(BigInteger.valueOf(LARGEST_PAGE)).intValue()
            : LARGEST_PAGE;
      }
    }
    return page.getArgumentDefaultValue().getValue() instanceof IntValue number
        ? number.getValue().intValue()
        : LARGEST_PAGE;
  }

  private static boolean isList(GraphQLOutputType type) {
    GraphQLType nullable = type instanceof GraphQLNonNull nonNull ? nonNull.getWrappedType() : type;
    return nullable instanceof GraphQLList;
  }
}
