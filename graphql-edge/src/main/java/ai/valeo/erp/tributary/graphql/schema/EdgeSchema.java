package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The schema of an edge node, from its SDL. */
public final class EdgeSchema {

  private static final String RESOURCE = "edge.graphqls";
  private static final int VERSION_CHARS = 12;

  private EdgeSchema() {}

  /** The SDL as it is kept in the module. */
  public static String sdl() {
    return SdlResource.text(RESOURCE);
  }

  /** The definitions of an SDL, to which others may be added before it is built. */
  public static TypeDefinitionRegistry definitions(String sdl) {
    TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
    Federation.define(types, "@edgeOnly");
    return types;
  }

  /**
   * The schema with its fetchers.
   *
   * @param types definitions of {@link #definitions}
   * @param fetchers adds the fetchers to the wiring
   * @throws graphql.schema.idl.errors.SchemaProblem if definitions and wiring do not fit
   */
  public static GraphQLSchema build(
      TypeDefinitionRegistry types, UnaryOperator<RuntimeWiring.Builder> fetchers) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.all().forEach(wiring::scalar);
    Federation.wire(wiring);
    wiring.wiringFactory(new TypedResolvers(Own.TYPES));
    passing(types).forEach(name -> wiring.scalar(Scalars.document(name)));
    return new SchemaGenerator().makeExecutableSchema(types, fetchers.apply(wiring).build());
  }

  /** Scalars that only others know: their values pass as they are. */
  private static Set<String> passing(TypeDefinitionRegistry types) {
    Set<String> names = new HashSet<>(types.scalars().keySet());
    names.removeAll(Own.SCALARS);
    Scalars.all().forEach(scalar -> names.remove(scalar.getName()));
    return names;
  }

  /** The names that the module's own SDL defines, which is read for them once. */
  private static final class Own {
    private static final Set<String> TYPES;
    private static final Set<String> SCALARS;

    static {
      TypeDefinitionRegistry definitions = definitions(sdl());
      TYPES = Set.copyOf(definitions.types().keySet());
      SCALARS = Set.copyOf(definitions.scalars().keySet());
    }
  }

  /** Version of an SDL: the beginning of the SHA-256 of its text. */
  public static String version(String sdl) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(sdl.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, VERSION_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
