import { definePlugin } from 'openai-mcp-host/plugin';
import { TrainingData } from './data/training-data.js';
import { FineTuningSettings } from './fine-tuning.settings.js';
import { JobMetrics } from './jobs/job-metrics.js';
import { TuningJobs } from './jobs/tuning-jobs.js';
import { JobCreation } from './order/job-creation.js';
import { TrainingUpload } from './order/training-upload.js';

export default definePlugin({
  name: 'fine-tuning',
  title: 'Fine-tuning',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'models', 'openai'],
  settings: FineTuningSettings,
  services: [JobMetrics, TrainingData, TrainingUpload, TuningJobs, JobCreation],
  instructions:
    'Fine-tuning: check the data with validate-training-data before create-fine-tuning-job. OpenAI closes accounts step by step and takes no new jobs from 2027-01-06.',
});
