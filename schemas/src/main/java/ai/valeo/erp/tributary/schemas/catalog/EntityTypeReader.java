package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Reads an entity type and its merge policy out of an Avro record schema. */
final class EntityTypeReader {

  private static final Duration DEFAULT_HORIZON = Duration.ofDays(7);
  private static final String FOUR_EYES = "fourEyes";
  private static final Set<String> FIELD_PROPERTIES =
      Set.of(
          "meta",
          "merge",
          "minimum",
          "maximum",
          "onViolation",
          "steps",
          "required",
          "personal",
          "search",
          FOUR_EYES);
  private static final Set<String> TYPE_PROPERTIES =
      Set.of("criticality", "onDeleteConflict", "horizon", FOUR_EYES);

  private EntityTypeReader() {}

  /**
   * Reads a type.
   *
   * @throws EntityTypeException if the schema is no entity type, with what is wrong
   */
  static EntityType read(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD || !schema.getName().matches("[A-Z][A-Za-z0-9]*")) {
      throw new EntityTypeException(
          "type: " + schema.getName() + " (expected: a record whose name begins with a capital)");
    }
    try {
      return readRecord(schema);
    } catch (EntityTypeException | IllegalArgumentException | DateTimeParseException e) {
      throw new EntityTypeException(schema.getName() + ": " + e.getMessage(), e);
    }
  }

  private static EntityType readRecord(Schema schema) {
    refuseUnknown(schema.getObjectProps().keySet(), TYPE_PROPERTIES);
    var metas = EnumSet.noneOf(Meta.class);
    var attributes = new ArrayList<Attribute>();
    var fourEyes = new HashSet<String>();
    if (isTrue(schema.getObjectProp(FOUR_EYES), FOUR_EYES)) {
      fourEyes.add(EntityType.WHOLE);
    }
    for (Schema.Field field : schema.getFields()) {
      refuseUnknown(field.getObjectProps().keySet(), FIELD_PROPERTIES);
      String label = field.getProp(Meta.PROPERTY);
      if (label == null) {
        attributes.add(readAttribute(field));
        if (isTrue(field.getObjectProp(FOUR_EYES), field.name() + '.' + FOUR_EYES)) {
          fourEyes.add(field.name());
        }
      } else {
        metas.add(readMeta(Meta.of(label), field));
      }
    }
    if (!metas.equals(EnumSet.allOf(Meta.class))) {
      throw new EntityTypeException("meta fields: " + metas + " (expected: all of them, once)");
    }
    EntityType type =
        EntityType.of(
            schema.getName(),
            schema.getDoc() == null ? "" : schema.getDoc(),
            constant(EntityType.Criticality.class, schema.getProp("criticality"), "NORMAL"),
            constant(
                EntityType.OnDeleteConflict.class,
                schema.getProp("onDeleteConflict"),
                "UPDATE_WINS"),
            schema.getProp("horizon") == null
                ? DEFAULT_HORIZON
                : Duration.parse(schema.getProp("horizon")),
            attributes);
    return type.withFourEyes(fourEyes);
  }

  private static boolean isTrue(@Nullable Object given, String name) {
    if (given == null || given instanceof Boolean) {
      return Boolean.TRUE.equals(given);
    }
    throw new EntityTypeException(name + ": " + given + " (expected: true or false)");
  }

  private static void refuseUnknown(Set<String> given, Set<String> known) {
    for (String property : given) {
      if (!known.contains(property)) {
        throw new EntityTypeException(
            "property: " + property + " (expected: one of " + known + ")");
      }
    }
  }

  private static Meta readMeta(Meta meta, Schema.Field field) {
    if (field.schema().getType() != meta.type()) {
      throw new EntityTypeException(field.name() + ": type (expected: " + meta.type() + ")");
    }
    return meta;
  }

  private static Attribute readAttribute(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      throw new EntityTypeException(
          field.name() + ": no default (expected: one, so that the type can evolve)");
    }
    boolean clearable = isOptional(field.schema());
    AttributeType type = readType(unwrap(field.schema()), true);
    Object initial = GenericData.get().getDefaultValue(field);
    return new Attribute(
        field.name(),
        type,
        Boolean.TRUE.equals(field.getObjectProp("required")),
        clearable,
        ValueConversion.fromAvro(initial, unwrap(field.schema())),
        readPolicy(field, type),
        Boolean.TRUE.equals(field.getObjectProp("personal")),
        readSearch(field, type));
  }

  private static @Nullable SearchRole readSearch(Schema.Field field, AttributeType type) {
    Object label = field.getObjectProp("search");
    if (label == null) {
      return null;
    }
    SearchRole role = constant(SearchRole.class, label.toString(), "");
    boolean fits =
        switch (role) {
          case TITLE, DESCRIPTION, STOCK_OF -> type instanceof AttributeType.Text;
          case TAGS ->
              type instanceof AttributeType.Text
                  || type instanceof AttributeType.Many(AttributeType.Text text);
          case FACET, GROUP ->
              type instanceof AttributeType.Text || type instanceof AttributeType.Symbol;
          case STOCK -> type instanceof AttributeType.Whole;
          case ORDER ->
              type instanceof AttributeType.Whole || type instanceof AttributeType.Timestamp;
        };
    if (!fits) {
      throw new EntityTypeException(
          field.name() + ".search: " + label + " (expected: a role that its type can have)");
    }
    return role;
  }

  private static AttributeType readType(Schema schema, boolean top) {
    LogicalType logical = schema.getLogicalType();
    return switch (schema.getType()) {
      case BOOLEAN -> new AttributeType.Flag();
      case INT -> new AttributeType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG ->
          logical instanceof LogicalTypes.TimestampMillis
              ? new AttributeType.Timestamp()
              : new AttributeType.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> new AttributeType.Real();
      case STRING -> new AttributeType.Text();
      case ENUM -> new AttributeType.Symbol(schema.getEnumSymbols());
      case BYTES -> decimal(schema, logical);
      case ARRAY -> many(schema, top);
      case RECORD -> structure(schema, top);
      default ->
          throw new EntityTypeException("type: " + schema.getType() + " is not for attributes");
    };
  }

  private static AttributeType decimal(Schema schema, @Nullable LogicalType logical) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return new AttributeType.Decimal(decimal.getPrecision(), decimal.getScale());
    }
    throw new EntityTypeException("type: " + schema.getType() + " (expected: decimal bytes)");
  }

  private static AttributeType many(Schema schema, boolean top) {
    if (!top) {
      throw new EntityTypeException("type: a list inside a list is not for attributes");
    }
    return new AttributeType.Many(readType(schema.getElementType(), false));
  }

  private static AttributeType structure(Schema schema, boolean top) {
    if (top) {
      throw new EntityTypeException(
          "type: record " + schema.getName() + " outside a list (expected: flat attributes)");
    }
    var fields = new ArrayList<AttributeType.Field>();
    for (Schema.Field field : schema.getFields()) {
      Schema bare = unwrap(field.schema());
      if (bare.getType() == Schema.Type.RECORD || bare.getType() == Schema.Type.ARRAY) {
        throw new EntityTypeException("field: " + field.name() + " (expected: a plain value)");
      }
      fields.add(
          new AttributeType.Field(
              field.name(),
              readType(bare, false),
              isOptional(field.schema()) || field.hasDefaultValue()));
    }
    return new AttributeType.Structure(schema.getName(), fields);
  }

  private static MergePolicy readPolicy(Schema.Field field, AttributeType type) {
    String strategy = field.getProp("merge");
    return new MergePolicy(
        strategy == null ? MergePolicy.LAST_WRITER : strategy,
        bound(field, "minimum", type),
        bound(field, "maximum", type),
        constant(MergePolicy.OnViolation.class, field.getProp("onViolation"), "REJECT"),
        steps(field, type));
  }

  private static @Nullable Value bound(Schema.Field field, String name, AttributeType type) {
    Object raw = field.getObjectProp(name);
    if (raw == null) {
      return null;
    }
    if (!(raw instanceof Number given)) {
      throw new EntityTypeException(
          field.name() + "." + name + ": " + raw + " (expected: a number)");
    }
    Value number =
        type instanceof AttributeType.Real
            ? Value.of(given.doubleValue())
            : Value.of(new BigDecimal(given.toString()));
    if (number instanceof Value.Decimal(BigDecimal exact)
        && !(type instanceof AttributeType.Decimal)) {
      number = Value.of(exact.longValueExact());
    }
    Value fitting = ChangeRules.coerce(type, number);
    if (fitting == null) {
      throw new EntityTypeException(
          field.name() + "." + name + ": " + raw + " (expected: a value of the attribute's type)");
    }
    return fitting;
  }

  private static Map<String, List<String>> steps(Schema.Field field, AttributeType type) {
    Object raw = field.getObjectProp("steps");
    if (!MergePolicy.PROGRESS.equals(field.getProp("merge"))) {
      return Map.of();
    }
    if (!(raw instanceof Map<?, ?> declared)
        || !(type instanceof AttributeType.Symbol(List<String> symbols))
        || !Set.copyOf(symbols).equals(declared.keySet())) {
      throw new EntityTypeException(
          field.name()
              + ".steps (expected: for each symbol of an enum the symbols that may follow)");
    }
    var steps = new LinkedHashMap<String, List<String>>();
    for (String symbol : symbols) {
      steps.put(symbol, followers(field, symbols, declared.get(symbol)));
    }
    return steps;
  }

  private static List<String> followers(
      Schema.Field field, List<String> symbols, @Nullable Object raw) {
    if (!(raw instanceof List<?> list)) {
      throw new EntityTypeException(field.name() + ".steps (expected: lists of symbols)");
    }
    var next = new ArrayList<String>();
    for (Object symbol : list) {
      if (!symbols.contains(String.valueOf(symbol))) {
        throw new EntityTypeException(field.name() + ".steps: " + symbol + " is no symbol");
      }
      next.add(String.valueOf(symbol));
    }
    return next;
  }

  private static <E extends Enum<E>> E constant(
      Class<E> kind, @Nullable String label, String otherwise) {
    String name = label == null ? otherwise : label.replace('-', '_').toUpperCase(Locale.ROOT);
    try {
      return Enum.valueOf(kind, name);
    } catch (IllegalArgumentException e) {
      throw new EntityTypeException(
          kind.getSimpleName()
              + ": "
              + label
              + " (expected: one of "
              + Arrays.toString(kind.getEnumConstants())
              + ")",
          e);
    }
  }

  static boolean isOptional(Schema schema) {
    return schema.getType() == Schema.Type.UNION;
  }

  /** The schema without its null branch. */
  static Schema unwrap(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> branches = schema.getTypes();
    if (branches.size() != 2 || branches.get(0).getType() != Schema.Type.NULL) {
      throw new EntityTypeException("union: " + schema + " (expected: null and one other type)");
    }
    return branches.get(1);
  }
}
