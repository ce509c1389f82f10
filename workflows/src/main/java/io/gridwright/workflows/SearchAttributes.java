package io.gridwright.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The four search attributes that operators filter by in the Temporal UI. */
public final class SearchAttributes {
  public static final SearchAttributeKey<String> ACCOUNT_ID =
      SearchAttributeKey.forKeyword("AccountId");
  public static final SearchAttributeKey<String> CONFIGURATION_ID =
      SearchAttributeKey.forKeyword("ConfigurationId");
  public static final SearchAttributeKey<String> NODE = SearchAttributeKey.forKeyword("Node");
  public static final SearchAttributeKey<String> OPERATION_KIND =
      SearchAttributeKey.forKeyword("OperationKind");

  public static final List<SearchAttributeKey<String>> ALL =
      List.of(ACCOUNT_ID, CONFIGURATION_ID, NODE, OPERATION_KIND);

  private SearchAttributes() {}
}
