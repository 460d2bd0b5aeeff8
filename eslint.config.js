/** ESLint looks at GraphQL only; TypeScript is Biome's. */
import graphqlEslint from '@graphql-eslint/eslint-plugin';

const described = {
  '@graphql-eslint/require-description': [
    'error',
    { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
  ],
};

export default [
  {
    files: ['subgraphs/*/graphql/*.graphql'],
    languageOptions: { parser: graphqlEslint.parser },
    plugins: { '@graphql-eslint': graphqlEslint },
    rules: {
      ...described,
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/description-style': ['error', { style: 'inline' }],
      '@graphql-eslint/input-name': ['error', { checkInputType: false, caseSensitiveInputType: false }],
    },
  },
  {
    // Whether they fit the schema is checked where their types are generated.
    files: ['{client,router}/operations/*.graphql'],
    languageOptions: { parser: graphqlEslint.parser },
    plugins: { '@graphql-eslint': graphqlEslint },
    rules: { '@graphql-eslint/no-anonymous-operations': 'error' },
  },
];
