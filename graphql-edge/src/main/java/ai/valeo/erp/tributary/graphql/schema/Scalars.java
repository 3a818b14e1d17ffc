package ai.valeo.erp.tributary.graphql.schema;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalars of the schema beyond GraphQL's own. */
final class Scalars {

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final GraphQLScalarType DATE_TIME = scalar("DateTime", new DateTimes());
  private static final GraphQLScalarType LONG = scalar("Long", new Longs());
  private static final GraphQLScalarType MONEY = scalar("Money", new Amounts());
  private static final GraphQLScalarType JSON = scalar("JSON", new Documents());

  private Scalars() {}

  static List<GraphQLScalarType> all() {
    return List.of(DATE_TIME, LONG, MONEY, JSON);
  }

  /** A scalar that lets through whatever it is given; used in directives only. */
  static GraphQLScalarType document(String name) {
    return scalar(name, new Documents());
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }

  /** A time as this schema writes it: UTC, milliseconds. */
  static String text(Instant time) {
    return RFC_3339.format(time);
  }

  private static final class DateTimes implements Coercing<Instant, String> {

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
      if (result instanceof Instant time) {
        return text(time);
      }
      if (result instanceof String written) {
        return text(parseValue(written, context, locale)); // the centre's
      }
      throw new CoercingSerializeException("DateTime: " + result.getClass() + " is no time");
    }

    @Override
    public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return OffsetDateTime.parse(input.toString()).toInstant();
      } catch (DateTimeException e) {
        throw new CoercingParseValueException(
            "DateTime: expected RFC 3339 with offset, e.g. 2026-11-20T22:53:00Z", e);
      }
    }

    @Override
    public Instant parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (!(input instanceof StringValue text)) {
        throw new CoercingParseLiteralException("DateTime: expected a string");
      }
      try {
        return parseValue(String.valueOf(text.getValue()), context, locale);
      } catch (CoercingParseValueException e) {
        throw new CoercingParseLiteralException(e.getMessage(), e);
      }
    }
  }

  private static final class Longs implements Coercing<Long, Long> {

    @Override
    public Long serialize(Object result, GraphQLContext context, Locale locale) {
      if (result instanceof Number number) {
        return number.longValue();
      }
      throw new CoercingSerializeException("Long: " + result.getClass() + " is no number");
    }

    @Override
    public Long parseValue(Object input, GraphQLContext context, Locale locale) {
      if (input instanceof Integer || input instanceof Long) {
        return ((Number) input).longValue();
      }
      throw new CoercingParseValueException("Long: expected a whole number of 64 bits");
    }

    @Override
    public Long parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (input instanceof IntValue number && number.getValue().bitLength() < Long.SIZE) {
        return number.getValue().longValue();
      }
      throw new CoercingParseLiteralException("Long: expected a whole number of 64 bits");
    }
  }

  /** An input without a currency takes that of what encloses it: {@link Money#isBare}. */
  private static final class Amounts implements Coercing<Money, String> {

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
      return result.toString();
    }

    @Override
    public Money parseValue(Object input, GraphQLContext context, Locale locale) {
      Money money =
          input instanceof String || input instanceof Number ? Money.parse(input.toString()) : null;
      if (money == null) {
        throw new CoercingParseValueException("Money: expected an amount, e.g. \"12.34 EUR\"");
      }
      return money;
    }

    @Override
    public Money parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      Money money =
          switch (input) {
            case StringValue text -> Money.parse(String.valueOf(text.getValue()));
            case IntValue number -> Money.parse(number.getValue().toString());
            case FloatValue number -> Money.parse(number.getValue().toPlainString());
            default -> null;
          };
      if (money == null) {
        throw new CoercingParseLiteralException("Money: expected an amount, e.g. \"12.34 EUR\"");
      }
      return money;
    }
  }

  /** JSON as it is. */
  private static final class Documents implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
      return result;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      return input;
    }

    @Override
    public @Nullable Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return plain(input, variables);
    }

    /** A literal as the same value has it that comes in a variable. */
    private static @Nullable Object plain(Value<?> literal, CoercedVariables variables) {
      return switch (literal) {
        case StringValue text -> text.getValue();
        case BooleanValue flag -> flag.isValue();
        case FloatValue number -> number.getValue();
        case IntValue number ->
            number.getValue().bitLength() < Long.SIZE
                ? (Object) number.getValue().longValue()
                : number.getValue();
        case EnumValue word -> word.getName();
        case VariableReference variable -> variables.get(variable.getName());
        case ArrayValue list -> elements(list, variables);
        case ObjectValue object -> {
          Map<String, @Nullable Object> fields = new LinkedHashMap<>();
          object
              .getObjectFields()
              .forEach(field -> fields.put(field.getName(), plain(field.getValue(), variables)));
          yield fields;
        }
        default -> null;
      };
    }

    private static List<@Nullable Object> elements(ArrayValue list, CoercedVariables variables) {
      List<@Nullable Object> elements = new ArrayList<>();
      list.getValues().forEach(one -> elements.add(plain(one, variables)));
      return elements;
    }
  }
}
