package ai.valeo.erp.tributary.graphql.document;

import graphql.language.AstPrinter;
import graphql.language.AstSignature;
import graphql.language.AstSorter;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a document, whatever it is called and in whatever order its parts come: two
 * operations with the same text ask the same.
 *
 * @param text without name, sorted, with the fragments it uses
 * @param signature the text without any values and without the names given to fields: what many
 *     operations have in common, and nothing anybody may not see
 * @param id the beginning of the SHA-256 of the signature
 * @param kind whether it reads or changes
 * @param selections what it asks, as it was written
 * @param fragments the fragments it uses
 */
public record NormalForm(
    String text,
    String signature,
    String id,
    OperationDefinition.Operation kind,
    SelectionSet selections,
    List<FragmentDefinition> fragments) {

  private static final int ID_CHARS = 12;

  public NormalForm {
    fragments = List.copyOf(fragments);
  }

  /** Of an operation of a valid document. */
  public static NormalForm of(Document document, OperationDefinition operation) {
    Map<String, FragmentDefinition> known = new HashMap<>();
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> known.put(fragment.getName(), fragment));
    Map<String, FragmentDefinition> used = new LinkedHashMap<>();
    use(operation.getSelectionSet(), known, used);
    var definitions = new ArrayList<Definition<?>>();
    definitions.add(operation.transform(plain -> plain.name(null)));
    definitions.addAll(used.values());
    Document asked = Document.newDocument().definitions(List.copyOf(definitions)).build();
    String text = AstPrinter.printAstCompact(new AstSorter().sort(asked));
    String signature = AstPrinter.printAstCompact(new AstSignature().signatureQuery(asked, null));
    return new NormalForm(
        text,
        signature,
        id(signature),
        operation.getOperation(),
        operation.getSelectionSet(),
        List.copyOf(used.values()));
  }

  private static void use(
      @Nullable SelectionSet selections,
      Map<String, FragmentDefinition> known,
      Map<String, FragmentDefinition> used) {
    if (selections == null) {
      return;
    }
    for (Selection<?> selection : selections.getSelections()) {
      switch (selection) {
        case Field field -> use(field.getSelectionSet(), known, used);
        case InlineFragment inline -> use(inline.getSelectionSet(), known, used);
        case FragmentSpread spread -> {
          FragmentDefinition fragment = known.get(spread.getName());
          if (fragment != null && used.put(spread.getName(), fragment) == null) {
            use(fragment.getSelectionSet(), known, used);
          }
        }
        default -> {}
      }
    }
  }

  private static String id(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
