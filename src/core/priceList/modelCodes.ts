/**
 * The names that AWS's price list has for a model beside its id: codes of usage types, the
 * attributes `model` and `servicename`. Sources: the list itself as public collectors quote it
 * (koyakimu/aws-bedrock-quick-reference, scttfrdmn/cultivar, grafana/cloudcost-exporter; read
 * 2026-11-25) and AWS's user guide on usage types. A model that is not here is not guessed.
 */
const namesById: Readonly<Record<string, readonly string[]>> = {
  'amazon.nova-micro-v1:0': ['NovaMicro'],
  'amazon.nova-lite-v1:0': ['NovaLite'],
  'amazon.nova-pro-v1:0': ['NovaPro'],
  'amazon.nova-premier-v1:0': ['NovaPremier'],
  'amazon.nova-2-lite-v1:0': ['Nova2.0Lite', 'Nova 2 Lite'],
  'anthropic.claude-haiku-4-5-20251001-v1:0': ['Claude Haiku 4.5', 'Claude4.5Haiku'],
  'anthropic.claude-sonnet-4-5-20250929-v1:0': ['Claude Sonnet 4.5', 'Claude4.5Sonnet'],
  'anthropic.claude-opus-4-5-20251101-v1:0': ['Claude Opus 4.5', 'Claude4.5Opus'],
  'anthropic.claude-sonnet-4-6': ['Claude Sonnet 4.6', 'Claude4.6Sonnet'],
  'anthropic.claude-opus-4-6-v1': ['Claude Opus 4.6', 'Claude4.6Opus'],
  'anthropic.claude-opus-5': ['Claude Opus 5'],
  'deepseek.v3-v1:0': ['DeepSeek V3.1', 'deepseek.v3.1'],
  'deepseek.v3.2': ['DeepSeek V3.2'],
  'google.gemma-3-4b-it': ['Gemma 3 4B', 'Gemma-3-4B-IT'],
  'google.gemma-3-12b-it': ['Gemma 3 12B', 'Gemma-3-12B-IT'],
  'google.gemma-3-27b-it': ['Gemma 3 27B', 'Gemma-3-27B-IT'],
  'minimax.minimax-m2': ['MiniMax M2'],
  'minimax.minimax-m2.1': ['MiniMax M2.1'],
  'minimax.minimax-m2.5': ['MiniMax M2.5'],
  'mistral.devstral-2-123b': ['Devstral', 'Devstral 2 123B'],
  'mistral.magistral-small-2509': ['Magistral Small 1.2', 'Magistral Small 2509'],
  'mistral.ministral-3-3b-instruct': ['Ministral 3B 3.0', 'Ministral-3-3b-Instruct'],
  'mistral.ministral-3-8b-instruct': ['Ministral 8B 3.0', 'Ministral-3-8b-Instruct'],
  'mistral.ministral-3-14b-instruct': ['Ministral 14B 3.0', 'Ministral-3-14b-Instruct'],
  'mistral.mistral-large-3-675b-instruct': ['Mistral Large 3'],
  'mistral.voxtral-mini-3b-2507': ['Voxtral Mini 1.0'],
  'mistral.voxtral-small-24b-2507': ['Voxtral Small 1.0'],
  'moonshot.kimi-k2-thinking': ['Kimi K2 Thinking', 'moonshotai.kimi-k2-thinking'],
  'moonshotai.kimi-k2.5': ['Kimi K2.5'],
  'moonshotai.kimi-k3': ['Kimi K3'],
  'nvidia.nemotron-nano-9b-v2': ['NVIDIA Nemotron Nano 2'],
  'nvidia.nemotron-nano-12b-v2': ['NVIDIA Nemotron Nano 2 VL'],
  'nvidia.nemotron-nano-3-30b': ['NVIDIA Nemotron Nano 3 30B'],
  'nvidia.nemotron-super-3-120b': ['NVIDIA Nemotron Super 3 120B'],
  'openai.gpt-oss-120b-1:0': ['gpt-oss-120b'],
  'openai.gpt-oss-20b-1:0': ['gpt-oss-20b'],
  'openai.gpt-oss-safeguard-120b': ['GPT-OSS-Safeguard-120B'],
  'openai.gpt-oss-safeguard-20b': ['GPT-OSS-Safeguard-20B'],
  'openai.gpt-5.6-sol': ['GPT-5.6 Sol'],
  'openai.gpt-5.6-terra': ['GPT-5.6 Terra'],
  'openai.gpt-5.6-luna': ['GPT-5.6 Luna'],
  'openai.gpt-6-astra': ['GPT-6 Astra'],
  'qwen.qwen3-32b-v1:0': ['Qwen3-32B'],
  'qwen.qwen3-235b-a22b-2507-v1:0': ['Qwen3 235B A22B 2507', 'qwen.qwen3-235b-a22b-2507-instruct'],
  'qwen.qwen3-coder-30b-a3b-v1:0': [
    'Qwen3 Coder 30B A3B',
    'Qwen3-Coder-30B-A3B-Instruct',
    'qwen.qwen3-coder-30b-a3b-instruct',
  ],
  'qwen.qwen3-coder-480b-a35b-v1:0': [
    'Qwen3 Coder 480B A35B',
    'Qwen3-Coder-480B-A35B-Instruct',
    'qwen.qwen3-coder-480b-a35b-instruct',
  ],
  'qwen.qwen3-coder-next': ['Qwen3 Coder Next'],
  'qwen.qwen3-next-80b-a3b': ['Qwen3 Next 80B A3B', 'qwen.qwen3-next-80b-a3b-instruct'],
  'qwen.qwen3-vl-235b-a22b': ['Qwen3 VL 235B A22B', 'qwen.qwen3-vl-235b-a22b-instruct'],
  'writer.palmyra-vision-7b': ['Palmyra Vision 7B'],
  'xai.grok-4.3': ['Grok 4.3'],
  'xai.grok-4.6': ['Grok 4.6'],
  'xai.grok-4.7': ['Grok 4.7'],
  'zai.glm-4.7': ['GLM 4.7'],
  'zai.glm-4.7-flash': ['GLM 4.7 Flash'],
  'zai.glm-5': ['GLM 5', 'zai.glm5'],
  'zai.glm-5.3': ['GLM 5.3'],
};

const idsByName = new Map(
  Object.entries(namesById).flatMap(([id, names]) =>
    [id, id.replace(/(-v?\d+)?:\d+$/, ''), ...names].map((name) => [spelling(name), id] as const),
  ),
);

/** The id of a model by any name that the list has for it; `null` for a name that is not known. */
export function modelOfName(name: string): string | null {
  return idsByName.get(spelling(name.replace(/ \(Amazon Bedrock Edition\)$/, ''))) ?? null;
}

/** All names that are known, by id. */
export function listedModels(): Readonly<Record<string, readonly string[]>> {
  return namesById;
}

/** The list writes one name as `Nova 2.0 Lite` and as `Nova2.0Lite`; the dots tell versions apart. */
function spelling(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.]/g, '');
}
