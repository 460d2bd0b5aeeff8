/** OpenAI's protocol: which models there are, then one chat completion of a single token. */
import { z } from 'zod';
import { DeploymentFailure } from '../deployment-target.ts';
import type { Ask, Questions } from './endpoint-questions.ts';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });
const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
});

export const openAiQuestions: Questions = {
  async ready(ask, endpoint) {
    await models(ask, endpoint);
  },

  async answer(ask, endpoint) {
    const [model] = await models(ask, endpoint);
    const answer = await ask('A chat completion', `${endpoint}/chat/completions`, {
      model: model?.id,
      messages: [{ role: 'user', content: 'Say yes.' }],
      max_tokens: 1,
    });
    if (!completion.safeParse(answer).success) throw unhealthy('A chat completion was answered without a message');
  },
};

async function models(ask: Ask, endpoint: string) {
  const listed = modelList.safeParse(await ask('The question for its models', `${endpoint}/models`));
  if (!listed.success) throw unhealthy('The question for its models was answered without one');
  return listed.data.data;
}

function unhealthy(message: string): DeploymentFailure {
  return new DeploymentFailure('UNHEALTHY', message);
}
