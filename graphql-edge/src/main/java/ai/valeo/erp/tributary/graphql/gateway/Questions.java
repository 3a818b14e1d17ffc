package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import graphql.execution.MergedField;
import graphql.language.AstPrinter;
import graphql.language.AstSorter;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes questions to the centre out of fields of a request. Any thread. */
final class Questions {

  private final CentreTypes types;

  Questions(CentreTypes types) {
    this.types = types;
  }

  /**
   * A root field as the centre is asked for it.
   *
   * @param fields its nodes, under the name the client gave it
   * @param fragments what they use
   * @param maxAgeSeconds how long an answer may be used without asking; -1 = not said
   */
  record RootField(List<Field> fields, List<FragmentDefinition> fragments, long maxAgeSeconds) {}

  /** What the centre is asked of a root field. */
  RootField rootField(DataFetchingEnvironment environment, String rootType) {
    Selected selected = new Selected(types, environment.getFragmentsByName());
    MergedField merged = environment.getMergedField();
    var fields = new ArrayList<Field>();
    for (Field field : merged.getFields()) {
      Field known = selected.field(field, rootType);
      if (known != null) {
        fields.add(known);
      }
    }
    return new RootField(fields, selected.fragments(), selected.maxAgeSeconds());
  }

  /** One question for several root fields of the same operation. */
  static Question together(
      OperationDefinition operation, List<RootField> rootFields, Map<String, Object> given) {
    var fields = new ArrayList<Field>();
    Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
    for (RootField rootField : rootFields) {
      fields.addAll(rootField.fields);
      rootField.fragments.forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }
    Document document = document(operation, fields, List.copyOf(fragments.values()));
    return new Question(AstPrinter.printAstCompact(document), variables(used(document), given));
  }

  /**
   * The question for one root field in its normal form: whatever it was called and in whatever
   * order its parts came.
   */
  static Question normal(
      OperationDefinition operation, RootField rootField, Map<String, Object> given) {
    List<Field> unnamed =
        rootField.fields.stream().map(field -> field.transform(one -> one.alias(null))).toList();
    OperationDefinition anonymous = operation.transform(one -> one.name(null));
    Document document = new AstSorter().sort(document(anonymous, unnamed, rootField.fragments));
    return new Question(AstPrinter.printAstCompact(document), variables(used(document), given));
  }

  private static Document document(
      OperationDefinition operation, List<Field> fields, List<FragmentDefinition> fragments) {
    var nodes = new ArrayList<Node<?>>(fields);
    nodes.addAll(fragments);
    Set<String> used = references(nodes);
    List<VariableDefinition> variables =
        operation.getVariableDefinitions().stream()
            .filter(variable -> used.contains(variable.getName()))
            .map(variable -> variable.transform(plain -> plain.directives(List.of())))
            .toList();
    OperationDefinition kept =
        operation.transform(plain ->
            plain
                .variableDefinitions(variables)
                .directives(List.of())
                .selectionSet(SelectionSet.newSelectionSet(fields).build()));
    Document.Builder document = Document.newDocument().definition(kept);
    fragments.forEach(document::definition);
    return document.build();
  }

  private static Set<String> used(Document document) {
    return references(List.of(document));
  }

  private static Set<String> references(List<? extends Node<?>> nodes) {
    Set<String> names = new LinkedHashSet<>();
    new NodeTraverser()
        .preOrder(
            new NodeVisitorStub() {
              @Override
              @SuppressWarnings("rawtypes") // as the library has it
              public TraversalControl visitVariableReference(
                  VariableReference node, TraverserContext<Node> context) {
                names.add(node.getName());
                return TraversalControl.CONTINUE;
              }
            },
            List.copyOf(nodes));
    return names;
  }

  private static Map<String, Object> variables(Set<String> used, Map<String, Object> given) {
    Map<String, Object> variables = new LinkedHashMap<>();
    used.stream()
        .sorted()
        .filter(given::containsKey)
        .forEach(name -> variables.put(name, given.get(name)));
    return variables;
  }
}
